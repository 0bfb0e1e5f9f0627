import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

export interface ObjectLock {
  /** `governance`: a role with s3:BypassGovernanceRetention can delete. `compliance`: nobody can. */
  readonly mode: "governance" | "compliance";
  readonly days: number;
}

/**
 * Does not set `objectLockEnabled` of the bucket, which replaces an existing bucket. This resource enables Object Lock
 * for new and existing buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 */
export function createObjectLock(
  name: string,
  { region, objectLock }: { readonly region?: string | undefined; readonly objectLock?: ObjectLock | undefined },
  bucket: s3.Bucket,
  options: pulumi.CustomResourceOptions,
): void {
  if (objectLock === undefined) return;
  const { mode, days } = objectLock;
  new s3.BucketObjectLockConfiguration(
    `${name}-object-lock`,
    {
      bucket: bucket.bucket,
      region,
      rule: { defaultRetention: { mode: mode === "compliance" ? "COMPLIANCE" : "GOVERNANCE", days } },
    },
    options,
  );
}
