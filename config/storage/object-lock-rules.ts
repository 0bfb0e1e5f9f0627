import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Bucket = NonNullable<ReadableParts["storage"]>["buckets"][string];
type LockedBucket = Bucket & Required<Pick<Bucket, "objectLock">>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html */
const locksNeedVersions: Rule = function* ({ storage }) {
  for (const [path, bucket] of lockedBuckets(storage)) {
    if (bucket.versioning) continue;
    yield {
      path: [...path, "objectLock"],
      message: "S3 locks versions, and the bucket keeps none.",
      because: [[...path, "versioning"]],
      allowed: "Object Lock with versioning, or neither",
      fix: [set([...path, "versioning"], true)],
    };
  }
};

const UNFIT: Readonly<Partial<Record<Bucket["class"], string>>> = {
  logs: "AWS does not deliver access logs to a bucket with Object Lock.",
  scratch: "What is scratch is thrown away; what is locked cannot be.",
};

const locksFitTheClass: Rule = function* ({ storage }) {
  for (const [path, bucket] of lockedBuckets(storage)) {
    const message = UNFIT[bucket.class];
    if (message === undefined) continue;
    yield {
      path: [...path, "objectLock"],
      message,
      because: [[...path, "class"]],
      allowed: "Object Lock in buckets of class data, archive or backup",
      fix: [remove([...path, "objectLock"])],
    };
  }
};

/** What deletes objects has to wait for their lock; what promises not to wait cannot keep its promise. */
const locksAreKept: Rule = function* ({ storage }) {
  for (const [path, { objectLock, expirationDays, ...bucket }] of lockedBuckets(storage)) {
    if (expirationDays !== undefined && expirationDays < objectLock.days) {
      yield {
        path: [...path, "expirationDays"],
        message: "Objects would vanish from view while they are locked, and be billed all the same.",
        because: [[...path, "objectLock", "days"]],
        allowed: "as many days as the lock, or more",
        fix: [set([...path, "expirationDays"], objectLock.days)],
      };
    }
    if (objectLock.mode === "compliance" && storage?.forceDestroy === true && bucket.class === "data") {
      yield {
        path: [...path, "objectLock", "mode"],
        message: "Nobody can delete what is locked in compliance mode, so no destroy could empty the bucket.",
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

export const objectLockRules: readonly Rule[] = [locksNeedVersions, locksFitTheClass, locksAreKept];
