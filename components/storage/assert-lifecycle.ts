import * as pulumi from "@pulumi/pulumi";
import { lifecycleViolations } from "../../domain/storage/lifecycle";
import type { BucketLifecycle } from "./bucket-lifecycle";

interface VersionedBucket {
  readonly bucketName: string;
  readonly versioning: boolean;
  readonly lifecycle: BucketLifecycle;
}

/**
 * Refuses a lifecycle that S3 would refuse during the update, and noncurrent versions that never expire: S3 bills them, and
 * a listing of the bucket does not show them.
 *
 * @throws pulumi.ResourceError
 */
export function assertLifecycle({ bucketName, versioning, lifecycle }: VersionedBucket, bucket: pulumi.Resource): void {
  if (versioning && lifecycle.noncurrentExpirationDays === undefined) {
    throw new pulumi.ResourceError(
      `bucket "${bucketName}" has versioning, but noncurrent versions never expire: set noncurrentExpirationDays, or set versioning to false`,
      bucket,
      true,
    );
  }
  const [violation] = lifecycleViolations(lifecycle);
  if (violation === undefined) return;
  const { constraint, path, leastDays } = violation;
  const allowed = leastDays === undefined ? "" : `; allowed: ${leastDays} days or more`;
  throw new pulumi.ResourceError(
    `S3 refuses the lifecycle of bucket "${bucketName}": ${path.join(".")} violates the constraint "${constraint}"${allowed}`,
    bucket,
    true,
  );
}
