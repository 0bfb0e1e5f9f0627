import { paysOff, type Transition } from "./storage-classes";

export const BUCKET_CLASSES = ["data", "logs", "archive", "backup", "scratch"] as const;
export type BucketClass = (typeof BUCKET_CLASSES)[number];

/** Defaults of a class of buckets. */
interface ClassDefaults {
  readonly versioning: boolean;
  readonly abortMultipartUploadDays: number;
  readonly expirationDays?: number;
  /** Only with versioning. */
  readonly noncurrentExpirationDays?: number;
  readonly transitions: readonly Transition[];
}

/** Prices and minimum durations behind these: https://aws.amazon.com/s3/pricing/ */
const DEFAULTS: Readonly<Record<BucketClass, ClassDefaults>> = {
  // No default expiration of noncurrent versions: only the owner knows how long versions of primary data are worth their cost.
  data: { versioning: true, abortMultipartUploadDays: 7, transitions: [] },
  // Logs are written once and rarely read after some weeks.
  logs: {
    versioning: false,
    abortMultipartUploadDays: 1,
    expirationDays: 365,
    transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
  },
  // GLACIER_IR bills at least 90 days, so a transition before day 120 would cost more. Restores from DEEP_ARCHIVE take 12 hours.
  archive: {
    versioning: true,
    abortMultipartUploadDays: 7,
    noncurrentExpirationDays: 30,
    transitions: [
      { days: 30, storageClass: "GLACIER_IR" },
      { days: 180, storageClass: "DEEP_ARCHIVE" },
    ],
  },
  // Backups are read during incidents, so they stay in a class with reads in milliseconds.
  backup: {
    versioning: true,
    abortMultipartUploadDays: 7,
    noncurrentExpirationDays: 35,
    transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
  },
  scratch: { versioning: false, abortMultipartUploadDays: 1, expirationDays: 7, transitions: [] },
};

/** Keys of `storage.buckets` for which a class has defaults. */
interface WrittenBucket {
  class: BucketClass;
  versioning?: boolean;
  abortMultipartUploadDays?: number;
  expirationDays?: number;
  noncurrentExpirationDays?: number;
  transitions?: Transition[];
}

type Completed<B extends WrittenBucket> = B &
  Required<Pick<WrittenBucket, "versioning" | "abortMultipartUploadDays" | "transitions">>;

/**
 * Completes the settings of a bucket with the defaults of its class. Settings override defaults, and no default contradicts
 * them: without versioning there are no defaults for versions, and default transitions must save costs before objects expire.
 */
export function withClassDefaults<B extends WrittenBucket>(bucket: B): Completed<B> {
  const defaults = DEFAULTS[bucket.class];
  const versioning = bucket.versioning ?? defaults.versioning;
  const expirationDays = bucket.expirationDays ?? defaults.expirationDays;
  const { noncurrentExpirationDays } = defaults;
  return {
    ...(expirationDays === undefined ? {} : { expirationDays }),
    ...(versioning && noncurrentExpirationDays !== undefined ? { noncurrentExpirationDays } : {}),
    abortMultipartUploadDays: defaults.abortMultipartUploadDays,
    transitions: worthwhile(defaults.transitions, expirationDays),
    ...bucket,
    versioning,
  };
}

/** Removes transitions from the last one backwards, because objects then stay longer in the previous class. */
function worthwhile(transitions: readonly Transition[], expirationDays: number | undefined): Transition[] {
  const earlier = transitions.slice(0, -1);
  const last = transitions.at(-1);
  if (last === undefined || paysOff(last, earlier.at(-1)?.storageClass, expirationDays)) return [...transitions];
  return worthwhile(earlier, expirationDays);
}
