import { requireArgument } from "../arguments";
import { bucketSetting, everyHas, refersTo } from "../companions";
import { grantsControlOfBucket, statements } from "../documents";
import { onlyIn } from "../environments";
import { isLogTarget } from "../log-targets";
import { UNKNOWN, at, elements, isAbsent } from "../props";
import { ofType } from "../references";
import type { Rule, StackResource } from "../rule";

const BUCKET = "aws:s3/bucket:Bucket";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
/** Lists of destinations besides Amazon EventBridge. */
const DESTINATIONS = ["lambdaFunctions", "queues", "topics"];
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

export const bucketDataRules: readonly Rule[] = [
  onlyIn(["prod"], {
    name: "bucket-kms-key",
    description: "Buckets of prod are encrypted with a customer managed key and use a bucket key, except log buckets",
    controls: ["S3.17"],
    level: "mandatory",
    fix: "Set `storage.encryption` to customer-managed in the stack file",
    accepts: isLogTarget,
    stackViolations: everyHas(
      BUCKET,
      bucketSetting(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ({ props }) =>
          props["rules"] === UNKNOWN ||
          elements(props["rules"]).some(
            (rule) =>
              !isAbsent(at(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId")) &&
              at(rule, "bucketKeyEnabled") !== false,
          ),
      ),
      "The objects are encrypted with a key of S3; set `storage.encryption` to customer-managed in the stack file",
      // S3 delivers access logs only to buckets whose default encryption is SSE-S3:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
      isLogTarget,
    ),
  }),
  onlyIn(["prod"], {
    name: "bucket-replicated",
    description: "Buckets of prod have a copy in a second Region, except log buckets",
    controls: ["S3.7"],
    level: "advisory",
    fix: "Set `storage.buckets.<name>.replicate` to true in the stack file",
    accepts: needsNoCopy,
    stackViolations: everyHas(
      BUCKET,
      bucketSetting(REPLICATION),
      "The objects are in one Region; set `storage.buckets.<name>.replicate` in the stack file",
      needsNoCopy,
    ),
  }),
  {
    name: "bucket-events",
    description: "Event notifications of a bucket name a destination",
    controls: ["S3.11"],
    level: "advisory",
    fix: "Set `storage.buckets.<name>.eventBridge` or `storage.buckets.<name>.notifications` in the stack file",
    accepts: sendsNoEvents,
    types: [NOTIFICATION],
    violations: (props) =>
      props["eventbridge"] === UNKNOWN ||
      props["eventbridge"] === true ||
      DESTINATIONS.some((key) => isStated(props[key]))
        ? []
        : ["The bucket sends no events; set eventbridge, or a queue, topic or function"],
  },
  {
    name: "bucket-lock-retention",
    description: "Object Lock has a default retention, without which it locks no object",
    controls: ["S3.15"],
    level: "advisory",
    types: ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"],
    violations: requireArgument("rule.defaultRetention", "No object is locked"),
  },
  {
    name: "bucket-policy-keeps-control",
    description: "Bucket policies let no principal change the policy, the encryption or the access control lists",
    controls: ["S3.6"],
    level: "mandatory",
    types: ["aws:s3/bucketPolicy:BucketPolicy"],
    violations: ({ policy }) =>
      statements(policy)
        .filter(grantsControlOfBucket)
        .map(({ Sid }) => `Statement "${String(Sid)}" grants control of the bucket; grant it by IAM in this account`),
  },
];

/** Whether a bucket is a log bucket, or another bucket is copied to it. */
function needsNoCopy(bucket: StackResource, resources: readonly StackResource[]): boolean {
  return isLogTarget(bucket, resources) || isReplica(bucket, resources);
}

function isReplica(bucket: StackResource, resources: readonly StackResource[]): boolean {
  return (
    bucket.type === BUCKET &&
    ofType(resources, REPLICATION).some(
      ({ props, sources }) =>
        elements(props["rules"]).some((rule) => at(rule, "destination.bucket") === bucket.props["arn"]) ||
        sources["rules"]?.includes(bucket.urn) === true,
    )
  );
}

/** Whether a bucket has no reader of its events. */
function sendsNoEvents(resource: StackResource, resources: readonly StackResource[]): boolean {
  const settings = ofType(resources, NOTIFICATION);
  return (
    resource.type === BUCKET && !settings.some((setting) => refersTo(setting, bucketSetting(NOTIFICATION), resource))
  );
}

function isStated(list: unknown): boolean {
  return list === UNKNOWN || elements(list).length > 0;
}
