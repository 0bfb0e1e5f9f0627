import { type Finding, remove, set } from "../finding";
import type { Path } from "../path";
import { leastDays, paysOff, STORAGE_CLASSES, type Transition } from "../storage-classes";
import type { Rule } from "./rule";

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
    const path: Path = ["storage", "buckets", key];
    yield* transitionFindings([...path, "transitions"], bucket.transitions, {
      path: [...path, "expirationDays"],
      days: bucket.expirationDays,
    });
    yield* transitionFindings([...path, "noncurrentTransitions"], bucket.noncurrentTransitions, {
      path: [...path, "noncurrentExpirationDays"],
      days: bucket.noncurrentExpirationDays,
    });
  }
};

/** When what moves is deleted, and the key that says so. */
interface End {
  readonly path: Path;
  readonly days: number | undefined;
}

function* transitionFindings(path: Path, transitions: readonly Transition[], end: End): Iterable<Finding> {
  for (const [index, { days, storageClass }] of transitions.entries()) {
    const at = (at: number, field: string): Path => [...path, at, field];
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
        fix: [remove([...path, index])],
      };
    }
  }
  const last = transitions.at(-1);
  if (last !== undefined && end.days !== undefined && end.days <= last.days) {
    yield {
      path: end.path,
      message: "Objects would be deleted before their last move.",
      because: [[...path, transitions.length - 1, "days"]],
      allowed: "more days than any move",
      fix: [set(end.path, last.days + Math.max(FEWEST_DAYS_BEFORE_STANDARD_IA, leastDays(last.storageClass)))],
    };
  }
}

/** Each class bills some days at least, and an object that leaves before them was moved at a loss. */
export const movesPayOff: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key];
    yield* lossFindings([...path, "transitions"], bucket.transitions, {
      path: [...path, "expirationDays"],
      days: bucket.expirationDays,
    });
    yield* lossFindings([...path, "noncurrentTransitions"], bucket.noncurrentTransitions, {
      path: [...path, "noncurrentExpirationDays"],
      days: bucket.noncurrentExpirationDays,
    });
  }
};

function* lossFindings(path: Path, transitions: readonly Transition[], end: End): Iterable<Finding> {
  for (const [index, transition] of transitions.entries()) {
    const next = transitions[index + 1];
    const until: End = next === undefined ? end : { path: [...path, index + 1, "days"], days: next.days };
    const { days, storageClass } = transition;
    // Days in the wrong order are another rule's business.
    if (until.days === undefined || until.days <= days) continue;
    if (paysOff(transition, transitions[index - 1]?.storageClass, until.days)) continue;
    yield {
      path: [...path, index],
      message: `Costs more than it saves: ${storageClass} bills ${leastDays(storageClass)} days at least.`,
      because: [until.path],
      allowed: "moves that objects stay for, or none",
      fix: [remove([...path, index])],
    };
  }
}

function rank(storageClass: (typeof STORAGE_CLASSES)[number]): number {
  return STORAGE_CLASSES.indexOf(storageClass);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
export const archiveTiersAreReached: Rule = function* ({ storage }) {
  for (const [key, { archiveTiers, transitions }] of Object.entries(storage?.buckets ?? {})) {
    if (archiveTiers === undefined) continue;
    const path: Path = ["storage", "buckets", key, "archiveTiers"];
    const { archiveDays, deepArchiveDays } = archiveTiers;
    if (archiveDays === undefined && deepArchiveDays === undefined) {
      yield {
        path,
        message: "Names no tier.",
        allowed: "archiveDays, deepArchiveDays, or both",
        fix: [remove(path)],
      };
    }
    if (archiveDays !== undefined && deepArchiveDays !== undefined && deepArchiveDays <= archiveDays) {
      yield {
        path: [...path, "deepArchiveDays"],
        message: "Not later than the tier before.",
        because: [[...path, "archiveDays"]],
        allowed: "more days than archiveDays",
        fix: [remove([...path, "archiveDays"])],
      };
    }
    if (transitions.every(({ storageClass }) => storageClass !== "INTELLIGENT_TIERING")) {
      yield {
        path,
        message: "No object gets there: the tiers are those of INTELLIGENT_TIERING, and nothing moves to it.",
        because: [
          ["storage", "buckets", key, "transitions"],
          ["storage", "buckets", key, "class"],
        ],
        allowed: "with a move to INTELLIGENT_TIERING",
        fix: [remove(path)],
      };
    }
  }
};

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
