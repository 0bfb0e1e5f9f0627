import * as aws from "@pulumi/aws";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import { platformTags } from "../components/tagging";
import { lifecycleRules } from "../components/storage/bucket-lifecycle";
import { allowAccessLogDelivery, bucketPolicy } from "../components/storage/bucket-policy";
import type { FleetConfig } from "../config";

/**
 * Declares the resources of a fleet, encrypted with AWS managed keys, without components, as a program for only these
 * buckets would.
 */
export function rawBuckets({ platformName, environment, tags, aws: place, fleet }: FleetConfig): PulumiFn {
  const { accountId, region } = place;
  const nameOf = (key: string): string => [platformName, key, accountId, region].join("-");
  return () => {
    const provider = new aws.Provider("aws", {
      region,
      allowedAccountIds: [accountId],
      defaultTags: { tags: platformTags({ ...tags, environment }) },
    });
    for (const shard of fleet.shards) {
      const logBucketName = nameOf(`access-logs-${shard}`);
      const logs = declare(provider, `logs-${shard}`, {
        bucketName: logBucketName,
        policy: bucketPolicy(logBucketName, undefined, [
          allowAccessLogDelivery(logBucketName, `${platformName}-`, accountId),
        ]),
        forceDestroy: fleet.forceDestroy,
        protect: fleet.deletionProtection,
        versioning: false,
        rules: lifecycleRules({
          abortMultipartUploadDays: 1,
          expirationDays: fleet.logRetentionDays,
          transitions: [],
          noncurrentTransitions: [],
        }),
      });
      for (const [key, bucket] of Object.entries(fleet.buckets)) {
        declare(provider, key, {
          bucketName: nameOf(key),
          tags: { Owner: tags.owner, CostCenter: tags.costCenter, ...bucket.tags },
          policy: bucketPolicy(nameOf(key), undefined, []),
          forceDestroy: fleet.forceDestroy,
          protect: fleet.deletionProtection,
          versioning: bucket.versioning,
          rules: lifecycleRules({ ...bucket, noncurrentTransitions: [] }),
          logBucketName: logs,
        });
      }
    }
    return Promise.resolve({});
  };
}

interface RawBucket {
  readonly bucketName: string;
  readonly tags?: Record<string, string>;
  readonly policy: string;
  readonly forceDestroy: boolean;
  readonly protect: boolean;
  readonly versioning: boolean;
  readonly rules: ReturnType<typeof lifecycleRules>;
  readonly logBucketName?: aws.s3.BucketPolicy["bucket"];
}

/** Declares one bucket with its settings, in the order that S3 requires; returns its name once its policy exists. */
function declare(provider: aws.Provider, name: string, raw: RawBucket): aws.s3.BucketPolicy["bucket"] {
  const options = { provider, protect: raw.protect };
  const { bucket } = new aws.s3.Bucket(
    name,
    {
      bucket: raw.bucketName,
      forceDestroy: raw.forceDestroy,
      ...(raw.tags === undefined ? {} : { tags: raw.tags }),
    },
    options,
  );
  const policy = new aws.s3.BucketPolicy(`${name}-policy`, { bucket, policy: raw.policy }, options);
  const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
    `${name}-public-access-block`,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { ...options, dependsOn: policy },
  );
  const ownership = new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { ...options, dependsOn: publicAccessBlock },
  );
  const after = { ...options, dependsOn: ownership };
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
          bucketKeyEnabled: false,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    after,
  );
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { bucket, versioningConfiguration: { status: raw.versioning ? "Enabled" : "Suspended" } },
    after,
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { bucket, rules: raw.rules, transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
    { ...options, dependsOn: versioning },
  );
  if (raw.logBucketName !== undefined) {
    new aws.s3.BucketLogging(
      `${name}-logging`,
      {
        bucket,
        targetBucket: raw.logBucketName,
        targetPrefix: "access-logs/",
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      after,
    );
  }
  return policy.bucket;
}
