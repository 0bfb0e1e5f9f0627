import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

import type { Platform } from "./platform";

export interface BucketArgs extends Pick<Platform, "logBucketName" | "storageKeyArn"> {
  readonly bucketName: string;
}

/** Days that replaced and deleted objects are kept. */
const NONCURRENT_DAYS = 30;

/** A private, encrypted and versioned bucket that denies requests without TLS and logs its access. */
export function createBucket(
  name: string,
  { bucketName, logBucketName, storageKeyArn }: BucketArgs,
  opts: pulumi.CustomResourceOptions,
): s3.Bucket {
  const created = new s3.Bucket(name, { bucket: bucketName }, opts);
  const bucket = created.bucket;
  new s3.BucketPublicAccessBlock(
    name,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    opts,
  );
  new s3.BucketOwnershipControls(name, { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } }, opts);
  new s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault:
            storageKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: storageKeyArn },
          bucketKeyEnabled: storageKeyArn !== undefined,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    opts,
  );
  new s3.BucketVersioning(name, { bucket, versioningConfiguration: { status: "Enabled" } }, opts);
  new s3.BucketLifecycleConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          id: "clean-up",
          status: "Enabled",
          filter: {},
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          noncurrentVersionExpiration: { noncurrentDays: NONCURRENT_DAYS },
        },
      ],
    },
    opts,
  );
  new s3.BucketLogging(name, { bucket, targetBucket: logBucketName, targetPrefix: `${bucketName}/` }, opts);
  new s3.BucketPolicy(
    name,
    {
      bucket,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "DenyInsecureTransport",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [created.arn, pulumi.interpolate`${created.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    },
    opts,
  );
  return created;
}
