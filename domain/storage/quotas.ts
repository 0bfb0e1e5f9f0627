import type { Quota } from "../quota";

const S3 = "https://docs.aws.amazon.com/general/latest/gr/s3.html";
const ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html";
const EFS = "https://docs.aws.amazon.com/efs/latest/ug/limits.html";

export const BUCKETS: Quota = {
  what: "general purpose buckets per account",
  limit: 10_000,
  raisableTo: 1_000_000,
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html",
};

export const NOTIFICATIONS: Quota = { what: "event notifications per bucket", limit: 100, source: S3 };

/** Bytes: 20 KB. */
export const BUCKET_POLICY_BYTES: Quota = {
  what: "bytes of a bucket policy",
  limit: 20_480,
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html",
};

export const CACHES: Quota = { what: "pull through cache rules per registry", limit: 50, source: ECR };

export const IMAGES: Quota = {
  what: "images per repository",
  limit: 100_000,
  raisableTo: Number.POSITIVE_INFINITY,
  source: ECR,
};

export const LIFECYCLE_POLICY_LENGTH: Quota = { what: "characters of a lifecycle policy", limit: 30_720, source: ECR };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const LONGEST_REPOSITORY_NAME = 256;

export const FILE_SYSTEMS: Quota = {
  what: "file systems per account and Region",
  limit: 1000,
  raisableTo: Number.POSITIVE_INFINITY,
  source: EFS,
};

export const MOUNT_TARGETS: Quota = { what: "mount targets per VPC", limit: 1400, source: EFS };

export const ACCESS_POINTS: Quota = {
  what: "access points per file system",
  limit: 10_000,
  raisableTo: Number.POSITIVE_INFINITY,
  source: EFS,
};
