import { paysOff, type Transition } from "./storage-classes";

export const BUCKET_CLASSES = ["data", "logs", "archive", "backup", "scratch"] as const;
export type BucketClass = (typeof BUCKET_CLASSES)[number];

/** What the class of a bucket decides where its entry says nothing. */
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
  // How long old versions of primary data are worth their price is for its owner to say, so no default says it.
  data: { versioning: true, abortMultipartUploadDays: 7, transitions: [] },
  // Logs are written once, read in their first weeks if at all, and of no use after a year.
  logs: {
    versioning: false,
    abortMultipartUploadDays: 1,
    expirationDays: 365,
    transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
  },
  // GLACIER_IR bills 90 days at least, so nothing moves on before the 120th day; from DEEP_ARCHIVE a read takes 12 hours.
  archive: {
    versioning: true,
    abortMultipartUploadDays: 7,
    noncurrentExpirationDays: 30,
    transitions: [
      { days: 30, storageClass: "GLACIER_IR" },
      { days: 180, storageClass: "DEEP_ARCHIVE" },
    ],
  },
  // Backups are read when something is broken, so they stay where a read takes milliseconds.
  backup: {
    versioning: true,
    abortMultipartUploadDays: 7,
    noncurrentExpirationDays: 35,
    transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
  },
  scratch: { versioning: false, abortMultipartUploadDays: 1, expirationDays: 7, transitions: [] },
};

/** What an entry of `storage.buckets` may say, and its class may say for it. */
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
 * Fills a bucket's entry from its class. What is written wins, and no default contradicts it: without versioning none is
 * about versions, and of the moves only those are taken that pay off before the objects expire.
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

/** From the last move backwards: without it, objects stay longer where the one before brought them. */
function worthwhile(transitions: readonly Transition[], expirationDays: number | undefined): Transition[] {
  const earlier = transitions.slice(0, -1);
  const last = transitions.at(-1);
  if (last === undefined || paysOff(last, earlier.at(-1)?.storageClass, expirationDays)) return [...transitions];
  return worthwhile(earlier, expirationDays);
}
