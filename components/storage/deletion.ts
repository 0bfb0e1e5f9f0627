import type { BucketSettings } from "./storage";

/** Whether and how a bucket may go. */
export interface Deletion {
  /** Whether Pulumi may delete it with its objects. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete it. */
  readonly deletionProtection: boolean;
}

/** Scratch is there to be thrown away; what is kept for the day of a disaster is not emptied by a destroy. */
export function deletionOf(
  bucketClass: BucketSettings["class"],
  { forceDestroy, deletionProtection }: Deletion,
): Deletion {
  if (bucketClass === "scratch") return { forceDestroy: true, deletionProtection: false };
  const isLastResort = bucketClass === "archive" || bucketClass === "backup";
  return { forceDestroy: forceDestroy && !isLastResort, deletionProtection };
}
