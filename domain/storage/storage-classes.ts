/**
 * The storage classes that a lifecycle can move objects to, in the order of S3's waterfall: from each class S3 moves
 * objects to every later one and to no earlier one. `ONEZONE_IA` is left out: it keeps the data in one zone only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const STORAGE_CLASSES = ["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"] as const;
export type StorageClass = (typeof STORAGE_CLASSES)[number];

/** A transition of objects to another storage class, in days since they were created or became noncurrent. */
export interface Transition {
  days: number;
  storageClass: StorageClass;
}

/** US dollars per GB and month, and minimum storage duration in days: https://aws.amazon.com/s3/pricing/ (us-east-1). */
const BILLING: Readonly<Record<Exclude<StorageClass, "INTELLIGENT_TIERING">, { usd: number; leastDays: number }>> = {
  STANDARD_IA: { usd: 0.0125, leastDays: 30 },
  GLACIER_IR: { usd: 0.004, leastDays: 90 },
  GLACIER: { usd: 0.0036, leastDays: 90 },
  DEEP_ARCHIVE: { usd: 0.00099, leastDays: 180 },
};
const STANDARD_USD = 0.023;

/**
 * Whether a transition saves storage costs before the next transition or expiration. INTELLIGENT_TIERING has no minimum
 * storage duration and its price depends on reads, so transitions to it and from it count as saving.
 */
export function paysOff(
  { days, storageClass }: Transition,
  from: StorageClass | undefined,
  endDays: number | undefined,
): boolean {
  if (endDays === undefined) return true;
  if (endDays <= days) return false;
  if (storageClass === "INTELLIGENT_TIERING" || from === "INTELLIGENT_TIERING") return true;
  const { usd, leastDays } = BILLING[storageClass];
  const staying = from === undefined ? STANDARD_USD : BILLING[from].usd;
  return Math.max(endDays - days, leastDays) * usd < (endDays - days) * staying;
}

/** Minimum storage duration of a class in days. */
export function leastDays(storageClass: StorageClass): number {
  return storageClass === "INTELLIGENT_TIERING" ? 0 : BILLING[storageClass].leastDays;
}

/**
 * What reading an object costs, per GB, and how long S3 takes to restore it first, for the archive classes. Prices of
 * us-east-1: https://aws.amazon.com/s3/pricing/. Times of standard and bulk retrieval:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
export const RETRIEVALS: Readonly<Partial<Record<StorageClass, string>>> = {
  GLACIER_IR: "Reading from GLACIER_IR costs $0.03 per GB, without a delay.",
  GLACIER:
    "Reading from GLACIER needs a restore, which takes 3 to 5 hours and costs $0.01 per GB, or 5 to 12 hours for $0 in bulk.",
  DEEP_ARCHIVE:
    "Reading from DEEP_ARCHIVE needs a restore, which takes up to 12 hours and costs $0.02 per GB, or up to 48 hours for $0.0025 in bulk.",
};
