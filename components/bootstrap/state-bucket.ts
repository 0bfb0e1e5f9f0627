import type * as pulumi from "@pulumi/pulumi";

import { bucketArn } from "../../domain/arns";
import { bootstrapPrefix, stateBucketName } from "../../domain/bootstrap/names";
import type { PolicyStatement } from "../../domain/iam/policy-document";
import { Bucket, createLogBucket } from "../storage";
import type { BootstrapArgs } from "./bootstrap-args";

/** State files are small, and uploads of them finish at once. */
const ABORT_MULTIPART_UPLOAD_DAYS = 1;
/** How many versions of a state file remain regardless of their age. */
const KEPT_VERSIONS = 10;

/**
 * Creates the bucket that holds the state of every stack, and the bucket with its access logs. Every version of a state
 * file remains for `stateRetentionDays`, so that a lost or corrupt state can be restored.
 * https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
 */
export function createStateBucket(
  parent: pulumi.Resource,
  name: string,
  args: BootstrapArgs,
  keyArn: pulumi.Output<string>,
): Bucket {
  const { accountId, organizationId, deletionProtection } = args;
  const logBucket = createLogBucket(parent, `${name}-log-bucket`, {
    platformName: bootstrapPrefix(args.name),
    accountId,
    key: "access-logs",
    region: args.region,
    inSecondRegion: false,
    organizationId,
    logDelivery: [],
    takesInventories: false,
    retentionDays: args.logRetentionDays,
    forceDestroy: false,
    deletionProtection,
  });
  const stateBucket = stateBucketName(args);
  return new Bucket(
    `${name}-state-bucket`,
    {
      bucketName: stateBucket,
      accountId,
      organizationId,
      policyStatements: deletionProtection ? [denyDeletion(stateBucket)] : [],
      versioning: true,
      lifecycle: {
        abortMultipartUploadDays: ABORT_MULTIPART_UPLOAD_DAYS,
        noncurrentExpirationDays: args.stateRetentionDays,
        keepNoncurrentVersions: KEPT_VERSIONS,
      },
      encryptionKeyArn: keyArn,
      logBucketName: logBucket.bucketName,
      forceDestroy: false,
      deletionProtection,
    },
    { parent },
  );
}

/**
 * Denies everyone, administrators included, to delete the bucket or a version of an object. Pulumi deletes lock files and
 * old backups without a version, which only adds a delete marker. Lifecycle rules are not subject to bucket policies.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
function denyDeletion(stateBucket: string): PolicyStatement {
  const arn = bucketArn(stateBucket);
  return {
    Sid: "DenyDeletion",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
    Resource: [arn, `${arn}/*`],
  };
}
