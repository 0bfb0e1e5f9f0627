import * as pulumi from "@pulumi/pulumi";
import { lifecycleViolations } from "../../domain/storage/lifecycle";
import type { BucketArgs } from "./bucket";

/**
 * Refuses a lifecycle that S3 would refuse during the update, and versions that never expire: they are billed for ever
 * and no listing shows them.
 *
 * @throws pulumi.ResourceError
 */
export function assertLifecycle(
  { bucketName, versioning, lifecycle }: Pick<BucketArgs, "bucketName" | "versioning" | "lifecycle">,
  bucket: pulumi.Resource,
): void {
  if (versioning && lifecycle.noncurrentExpirationDays === undefined) {
    throw new pulumi.ResourceError(
      `bucket "${bucketName}" keeps versions but not for how long: set noncurrentExpirationDays, or versioning to false`,
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
