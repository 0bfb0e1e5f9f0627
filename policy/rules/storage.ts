import { bucketSetting, type Companion, everyHas, refersTo } from "../companions";
import { deniesInsecureTransport, statements } from "../documents";
import { BUCKET_LOGGING, isLogTarget } from "../log-targets";
import { UNKNOWN, at, differs, elements, isAbsent, isRecord } from "../props";
import type { Rule, StackResource } from "../rule";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const PUBLIC_ACCESS_FLAGS = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

const versioning = bucketSetting(
  "aws:s3/bucketVersioning:BucketVersioning",
  ({ props }) => !differs(at(props, "versioningConfiguration.status"), "Enabled"),
);

export const storageRules: readonly Rule[] = [
  {
    name: "bucket-public-access-block",
    description: "Every bucket has all four settings of Block Public Access",
    controls: ["S3.2", "S3.3", "S3.8"],
    level: "mandatory",
    stackViolations: everyHas(
      BUCKET,
      bucketSetting("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", ({ props }) =>
        PUBLIC_ACCESS_FLAGS.every((flag) => !differs(props[flag], true)),
      ),
      `The bucket has no public access block with ${PUBLIC_ACCESS_FLAGS.join(", ")}`,
    ),
  },
  {
    name: "bucket-tls-only",
    description: "Every bucket denies requests without TLS",
    controls: ["S3.5", "CIS-AWS-3.1.1"],
    level: "mandatory",
    stackViolations: everyHas(
      BUCKET,
      bucketSetting(
        POLICY,
        ({ props }) => props["policy"] === UNKNOWN || statements(props["policy"]).some(deniesInsecureTransport),
      ),
      "The bucket has no policy that denies s3:* on the bucket and its objects when aws:SecureTransport is false",
    ),
  },
  {
    name: "bucket-encryption-stated",
    description: "Every bucket sets its encryption and blocks customer-provided keys (SSE-C)",
    controls: [],
    level: "mandatory",
    stackViolations: everyHas(
      BUCKET,
      bucketSetting(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ({ props }) =>
          props["rules"] === UNKNOWN ||
          elements(props["rules"]).some((rule) => elements(at(rule, "blockedEncryptionTypes")).includes("SSE-C")),
      ),
      "The bucket has no encryption configuration that blocks SSE-C",
    ),
  },
  {
    name: "bucket-owner-enforced",
    description: "Access control lists are off on every bucket",
    controls: ["S3.12"],
    level: "mandatory",
    stackViolations: everyHas(
      BUCKET,
      bucketSetting(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        ({ props }) => !differs(at(props, "rule.objectOwnership"), "BucketOwnerEnforced"),
      ),
      "The bucket has no ownership controls with BucketOwnerEnforced",
    ),
  },
  {
    name: "bucket-lifecycle",
    description: "Every bucket aborts incomplete multipart uploads",
    controls: ["S3.13"],
    level: "mandatory",
    stackViolations: everyHas(
      BUCKET,
      lifecycleWith("abortIncompleteMultipartUpload"),
      "The bucket has no lifecycle rule that aborts incomplete multipart uploads",
    ),
  },
  {
    name: "bucket-versions-expire",
    description: "Versioned buckets expire noncurrent versions",
    controls: ["S3.10"],
    level: "mandatory",
    stackViolations: everyHas(
      BUCKET,
      lifecycleWith("noncurrentVersionExpiration"),
      "Versioning is enabled, and no lifecycle rule expires noncurrent versions",
      (bucket, resources) => !resources.some((other) => isVersioningOf(other, bucket)),
    ),
  },
  {
    name: "bucket-versioning",
    description: "Versioning is enabled on all buckets except log buckets",
    controls: ["S3.14"],
    level: "advisory",
    fix: "Set `storage.buckets.<name>.versioning` to true in the stack file",
    accepts: isLogTarget,
    stackViolations: everyHas(
      BUCKET,
      versioning,
      "Versioning is not enabled; set `storage.buckets.<name>.versioning` to true in the stack file",
      isLogTarget,
    ),
  },
  {
    name: "bucket-access-logs",
    description: "Access to all buckets except log buckets is logged",
    controls: ["S3.9", "CloudTrail.7", "CIS-AWS-4.4"],
    level: "mandatory",
    accepts: isLogTarget,
    stackViolations: everyHas(BUCKET, bucketSetting(BUCKET_LOGGING), "Access to the bucket is not logged", isLogTarget),
  },
];

function lifecycleWith(action: string): Companion {
  return bucketSetting(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ({ props }) =>
      props["rules"] === UNKNOWN ||
      elements(props["rules"]).some(
        (rule) => isRecord(rule) && rule["status"] === "Enabled" && !isAbsent(rule[action]),
      ),
  );
}

function isVersioningOf(other: StackResource, bucket: StackResource): boolean {
  return other.type === versioning.type && versioning.suffices?.(other) === true && refersTo(other, versioning, bucket);
}
