import { type LifecycleConstraint, lifecycleViolations } from "../../domain/storage/lifecycle";
import { leastDays, paysOff, STORAGE_CLASSES, type Transition } from "../../domain/storage/storage-classes";
import { type Finding, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const VIOLATIONS: Readonly<Record<LifecycleConstraint, Pick<Finding, "message"> & Required<Pick<Finding, "code">>>> = {
  minimumAge: {
    code: "storage/transition-too-early",
    message: "S3 refuses a transition to STANDARD_IA before day 30.",
  },
  order: {
    code: "storage/transitions-out-of-order",
    message: "The transition is not later than the previous one, and S3 refuses transitions out of order.",
  },
  minimumStay: {
    code: "storage/transition-too-soon-after-standard-ia",
    message:
      "S3 refuses a transition less than 30 days after the one to STANDARD_IA, because STANDARD_IA bills at least 30 days.",
  },
  direction: {
    code: "storage/transition-to-warmer-class",
    message: "S3 cannot move objects from the storage class of the previous transition to this one.",
  },
  expiration: {
    code: "storage/expiration-before-transition",
    message: "S3 refuses an expiration that is not later than the last transition.",
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const lifecyclesAreAccepted: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const at = (path: Path): Path => ["storage", "buckets", key, ...path];
    for (const { constraint, path, because, leastDays: least, suggestedDays } of lifecycleViolations(bucket)) {
      yield {
        ...VIOLATIONS[constraint],
        path: at(path),
        because: [at(because)],
        allowed: least === undefined ? `in this order: ${STORAGE_CLASSES.join(", ")}` : `${least} days or more`,
        fix: [suggestedDays === undefined ? remove(at(path.slice(0, -1))) : set(at(path), suggestedDays)],
      };
    }
  }
};

/** When objects leave a storage class, and the key that sets it. */
interface End {
  readonly path: Path;
  readonly days: number | undefined;
}

/** Each storage class has a minimum storage duration, which is billed even if an object leaves earlier. */
const transitionsPayOff: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    // Days that S3 refuses are corrected first: the cost of a transition depends on the days of the next one.
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
      code: "storage/transition-costs-more-than-it-saves",
      path: [...path, index],
      message: `The transition costs more than it saves: ${storageClass} bills at least ${leastDays(storageClass)} days.`,
      because: [until.path],
      allowed: "transitions to storage classes in which objects stay for the minimum duration, or none",
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
        code: "storage/archive-tiers-empty",
        path,
        message: "`archiveTiers` has neither `archiveDays` nor `deepArchiveDays`, so it archives nothing.",
        allowed: "archiveDays, deepArchiveDays, or both",
        fix: [remove(path)],
      };
    }
    if (archiveDays !== undefined && deepArchiveDays !== undefined && deepArchiveDays <= archiveDays) {
      yield {
        code: "storage/archive-tiers-out-of-order",
        path: [...path, "deepArchiveDays"],
        message: "`deepArchiveDays` is not greater than `archiveDays`, and S3 moves objects to Archive Access first.",
        because: [[...path, "archiveDays"]],
        allowed: "more days than archiveDays",
        fix: [remove([...path, "archiveDays"])],
      };
    }
    if (transitions.every(({ storageClass }) => storageClass !== "INTELLIGENT_TIERING")) {
      yield {
        code: "storage/archive-tiers-without-intelligent-tiering",
        path,
        message:
          "`archiveTiers` has no effect: it applies to objects in INTELLIGENT_TIERING, and no transition moves objects there.",
        because: [
          ["storage", "buckets", key, "transitions"],
          ["storage", "buckets", key, "class"],
        ],
        allowed: "archiveTiers with a transition to INTELLIGENT_TIERING",
        fix: [remove(path)],
      };
    }
  }
};

export const lifecycleRules: readonly Rule[] = [lifecyclesAreAccepted, transitionsPayOff, archiveTiersAreReached];
