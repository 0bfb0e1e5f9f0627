import { bucketSetting, type Companion, refersTo } from "./companions";
import { allowsAccessLogs, statements } from "./documents";
import type { StackResource } from "./rule";

export const BUCKET_LOGGING = "aws:s3/bucketLogging:BucketLogging";

const BUCKET = "aws:s3/bucket:Bucket";
const target: Companion = { type: BUCKET_LOGGING, pointer: "targetBucket", key: "bucket" };
const policy = bucketSetting("aws:s3/bucketPolicy:BucketPolicy");

/**
 * Whether a resource is a bucket that receives access logs, or its policy allows them. If it logged its own access, each log would cause
 * another one: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export function isLogTarget(bucket: StackResource, resources: readonly StackResource[]): boolean {
  return (
    bucket.type === BUCKET &&
    resources.some(
      (other) =>
        (other.type === target.type && refersTo(other, target, bucket)) ||
        (other.type === policy.type && refersTo(other, policy, bucket) && admitsAccessLogs(other)),
    )
  );
}

function admitsAccessLogs({ props }: StackResource): boolean {
  return statements(props["policy"]).some(allowsAccessLogs);
}
