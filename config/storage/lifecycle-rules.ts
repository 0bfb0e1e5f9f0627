import { type LifecycleConstraint, lifecycleViolations } from "../../domain/storage/lifecycle";
import { leastDays, paysOff, STORAGE_CLASSES, type Transition } from "../../domain/storage/storage-classes";
import { type Finding, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const MESSAGES: Readonly<Record<LifecycleConstraint, string>> = {
  minimumAge: "S3 refuses a move to STANDARD_IA before day 30.",
  order: "The move is not later than the move before, and S3 refuses two moves out of order.",
  minimumStay: "S3 refuses a move less than 30 days after the move to STANDARD_IA, which bills 30 days at least.",
  direction: "The storage class is not colder than that of the move before; S3 moves objects in one direction only.",
  expiration: "S3 refuses an expiration that is not later than the last move.",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const lifecyclesAreAccepted: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const at = (path: Path): Path => ["storage", "buckets", key, ...path];
    for (const { constraint, path, because, leastDays: least, suggestedDays } of lifecycleViolations(bucket)) {
      yield {
        path: at(path),
        message: MESSAGES[constraint],
        because: [at(because)],
        allowed: least === undefined ? `in this order: ${STORAGE_CLASSES.join(", ")}` : `${least} days or more`,
        fix: [suggestedDays === undefined ? remove(at(path.slice(0, -1))) : set(at(path), suggestedDays)],
      };
    }
  }
};

/** When what moves is deleted, and the key that says so. */
interface End {
  readonly path: Path;
  readonly days: number | undefined;
}

/** Each class bills some days at least, and an object that leaves before them was moved at a loss. */
const movesPayOff: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    // Days that S3 refuses are corrected first: what a move costs depends on the days of the next.
    if (lifecycleViolations(bucket).length > 0) continue;
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
    if (paysOff(transition, transitions[index - 1]?.storageClass, until.days)) continue;
    const { storageClass } = transition;
    yield {
      path: [...path, index],
      message: `The move costs more than it saves: ${storageClass} bills ${leastDays(storageClass)} days at least.`,
      because: [until.path],
      allowed: "moves that objects stay for, or none",
      fix: [remove([...path, index])],
    };
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
const archiveTiersAreReached: Rule = function* ({ storage }) {
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

export const lifecycleRules: readonly Rule[] = [lifecyclesAreAccepted, movesPayOff, archiveTiersAreReached];
