import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Bucket = NonNullable<ReadableParts["storage"]>["buckets"][string];
type LockedBucket = Bucket & Required<Pick<Bucket, "objectLock">>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html */
const objectLockNeedsVersioning: Rule = function* ({ storage }) {
  for (const [path, bucket] of lockedBuckets(storage)) {
    if (bucket.versioning) continue;
    yield {
      code: "storage/object-lock-without-versioning",
      path: [...path, "objectLock"],
      message: "S3 enables Object Lock for versioned buckets only, and `versioning` is false.",
      because: [[...path, "versioning"]],
      allowed: "objectLock with versioning true, or no objectLock",
      fix: [set([...path, "versioning"], true)],
    };
  }
};

const UNSUITABLE: Readonly<Partial<Record<Bucket["class"], string>>> = {
  logs: "S3 does not deliver access logs to a bucket with Object Lock.",
  scratch: "Objects of a scratch bucket are deleted after some days, and Object Lock forbids to delete them.",
};

const objectLockSuitsTheClass: Rule = function* ({ storage }) {
  for (const [path, bucket] of lockedBuckets(storage)) {
    const message = UNSUITABLE[bucket.class];
    if (message === undefined) continue;
    yield {
      code: "storage/object-lock-of-unsuitable-class",
      path: [...path, "objectLock"],
      message,
      because: [[...path, "class"]],
      allowed: "objectLock in buckets of class data, archive or backup",
      fix: [remove([...path, "objectLock"])],
    };
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-lifecycle */
const deletionWaitsForLocks: Rule = function* ({ storage }) {
  for (const [path, { objectLock, expirationDays, ...bucket }] of lockedBuckets(storage)) {
    if (expirationDays !== undefined && expirationDays < objectLock.days) {
      yield {
        code: "storage/expiration-before-object-lock-ends",
        path: [...path, "expirationDays"],
        message:
          "Objects expire before their lock ends: S3 adds a delete marker, and still stores and bills the locked version.",
        because: [[...path, "objectLock", "days"]],
        allowed: "at least objectLock.days",
        fix: [set([...path, "expirationDays"], objectLock.days)],
      };
    }
    if (objectLock.mode === "compliance" && storage?.forceDestroy === true && bucket.class === "data") {
      yield {
        code: "storage/force-destroy-with-compliance-lock",
        path: [...path, "objectLock", "mode"],
        message:
          "Nobody can delete objects that are locked in compliance mode, so `storage.forceDestroy` cannot empty the bucket.",
        because: [["storage", "forceDestroy"]],
        allowed: "governance, or forceDestroy false",
        fix: [set([...path, "objectLock", "mode"], "governance")],
      };
    }
  }
};

function* lockedBuckets(storage: ReadableParts["storage"]): Iterable<[Path, LockedBucket]> {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const { objectLock } = bucket;
    if (objectLock !== undefined) yield [["storage", "buckets", key], { ...bucket, objectLock }];
  }
}

export const objectLockRules: readonly Rule[] = [
  objectLockNeedsVersioning,
  objectLockSuitsTheClass,
  deletionWaitsForLocks,
];
