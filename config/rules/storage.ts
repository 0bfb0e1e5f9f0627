import { STORAGE_CLASSES } from "../bucket-classes";
import { type Finding, remove, set } from "../finding";
import type { Path } from "../path";
import type { ReadableParts, Rule } from "./rule";

type Bucket = NonNullable<ReadableParts["storage"]>["buckets"][string];

/** S3 refuses earlier moves: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Transition.html */
const FEWEST_DAYS_BEFORE_STANDARD_IA = 30;

/** Old versions are billed like objects and seen by no one; a bucket that keeps them for ever grows for ever. */
export const oldVersionsExpire: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key, "noncurrentExpirationDays"];
    const because: Path[] = [["storage", "buckets", key, "versioning"]];
    if (bucket.versioning && bucket.noncurrentExpirationDays === undefined) {
      yield {
        path,
        message: "A versioned bucket must say when old versions expire: they are billed until then.",
        // Either may follow from the class, and other classes decide otherwise.
        because: [...because, ["storage", "buckets", key, "class"]],
        allowed: "a whole number of days",
        fix: [set(path, 30)],
      };
    }
    if (!bucket.versioning && bucket.keepNoncurrentVersions !== undefined) {
      const kept: Path = ["storage", "buckets", key, "keepNoncurrentVersions"];
      yield { path: kept, message: "Means nothing without versioning.", because, fix: [remove(kept)] };
    }
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
export const transitionsGoDownhill: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    yield* transitionFindings(["storage", "buckets", key], bucket);
  }
};

function* transitionFindings(path: Path, { transitions, expirationDays }: Bucket): Iterable<Finding> {
  for (const [index, { days, storageClass }] of transitions.entries()) {
    const at = (at: number, field: string): Path => [...path, "transitions", at, field];
    const previous = transitions[index - 1];
    if (storageClass === "STANDARD_IA" && days < FEWEST_DAYS_BEFORE_STANDARD_IA) {
      yield {
        path: at(index, "days"),
        message: "Too early for STANDARD_IA.",
        because: [at(index, "storageClass")],
        allowed: `${FEWEST_DAYS_BEFORE_STANDARD_IA} days or more`,
        fix: [set(at(index, "days"), FEWEST_DAYS_BEFORE_STANDARD_IA)],
      };
    }
    if (previous !== undefined && days <= previous.days) {
      yield {
        path: at(index, "days"),
        message: "Not later than the move before.",
        because: [at(index - 1, "days")],
        allowed: "more days with every move",
        fix: [set(at(index, "days"), previous.days + FEWEST_DAYS_BEFORE_STANDARD_IA)],
      };
    }
    if (previous !== undefined && rank(storageClass) <= rank(previous.storageClass)) {
      yield {
        path: at(index, "storageClass"),
        message: "Not colder than the move before; S3 moves objects in one direction only.",
        because: [at(index - 1, "storageClass")],
        allowed: `in this order: ${STORAGE_CLASSES.join(", ")}`,
        fix: [remove([...path, "transitions", index])],
      };
    }
  }
  const last = transitions.at(-1);
  if (last !== undefined && expirationDays !== undefined && expirationDays <= last.days) {
    yield {
      path: [...path, "expirationDays"],
      message: "Objects would be deleted before their last move.",
      because: [[...path, "transitions", transitions.length - 1, "days"]],
      allowed: "more days than any move",
      fix: [set([...path, "expirationDays"], last.days + FEWEST_DAYS_BEFORE_STANDARD_IA)],
    };
  }
}

function rank(storageClass: (typeof STORAGE_CLASSES)[number]): number {
  return STORAGE_CLASSES.indexOf(storageClass);
}

export const forceDestroyNeedsConsent: Rule = function* ({ storage, fleet, teardown }) {
  for (const [part, settings] of [
    ["storage", storage],
    ["fleet", fleet],
  ] as const) {
    if (settings?.forceDestroy !== true || !settings.deletionProtection || teardown !== undefined) continue;
    yield {
      path: [part, "forceDestroy"],
      message: "Contradicts deletion protection.",
      because: [[part, "deletionProtection"]],
      allowed: "false, or deletionProtection false",
      fix: [set([part, "forceDestroy"], false)],
    };
  }
};
