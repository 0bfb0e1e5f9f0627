import type { BucketClass } from "./bucket-classes";

/** Whether a bucket can be deleted. */
export interface Deletion {
  /** Whether Pulumi may delete the bucket with its objects. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete the bucket. */
  readonly deletionProtection: boolean;
}

/** Scratch buckets are always deleted with their objects; archive and backup buckets never are. */
export function deletionOf(
  bucketClass: BucketClass | undefined,
  { forceDestroy, deletionProtection }: Deletion,
): Deletion {
  if (bucketClass === "scratch") return { forceDestroy: true, deletionProtection: false };
  const keepsCopies = bucketClass === "archive" || bucketClass === "backup";
  return { forceDestroy: forceDestroy && !keepsCopies, deletionProtection };
}
