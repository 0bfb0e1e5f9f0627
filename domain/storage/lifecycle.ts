import { leastDays, STORAGE_CLASSES, type StorageClass, type Transition } from "./storage-classes";

/** The largest number of days in a lifecycle rule: S3 accepts 32-bit integers. https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html */
export const MOST_LIFECYCLE_DAYS = 2_147_483_647;

/** S3 refuses a move to STANDARD_IA before day 30, and a move from it less than 30 days later. */
const STANDARD_IA_DAYS = 30;

/** The lifecycle settings of a bucket that S3 checks against each other, in days. Each applies to the whole bucket. */
export interface Lifecycle {
  readonly transitions?: readonly Readonly<Transition>[] | undefined;
  readonly noncurrentTransitions?: readonly Readonly<Transition>[] | undefined;
  readonly expirationDays?: number | undefined;
  readonly noncurrentExpirationDays?: number | undefined;
}

/**
 * What S3 refuses.
 *
 * - `minimumAge`: the move is earlier than its storage class permits.
 * - `order`: the move is not later than the move before.
 * - `minimumStay`: the move is less than 30 days after the move to STANDARD_IA.
 * - `direction`: the storage class is not colder than that of the move before.
 * - `expiration`: objects expire before, or on the day of, their last move.
 */
export type LifecycleConstraint = "minimumAge" | "order" | "minimumStay" | "direction" | "expiration";

/** A value of a lifecycle that S3 refuses. */
export interface LifecycleViolation {
  readonly constraint: LifecycleConstraint;
  /** Path of the value, from the lifecycle on: `["transitions", 1, "days"]`. */
  readonly path: readonly (string | number)[];
  /** Path of the value that it conflicts with. */
  readonly because: readonly (string | number)[];
  /** The fewest days that S3 accepts here; absent with `direction`. */
  readonly leastDays?: number;
  /** Days that S3 accepts, at the end of the minimum storage duration of the previous class; absent with `direction`. */
  readonly suggestedDays?: number;
}

/**
 * Every value of a lifecycle that S3 refuses. The days of each violation take the suggestions of the ones before into
 * account, so that all suggestions together make a lifecycle that S3 accepts.
 *
 * Does not check what stack files cannot express: dates, filters, `ONEZONE_IA`, more than 1,000 rules.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html#lifecycle-configuration-constraints
 */
export function lifecycleViolations(lifecycle: Lifecycle): LifecycleViolation[] {
  const { transitions = [], noncurrentTransitions = [], expirationDays, noncurrentExpirationDays } = lifecycle;
  return [
    ...chainViolations("transitions", transitions, "expirationDays", expirationDays),
    ...chainViolations(
      "noncurrentTransitions",
      noncurrentTransitions,
      "noncurrentExpirationDays",
      noncurrentExpirationDays,
    ),
  ];
}

/** The storage class of objects after a transition, and the day of the transition with previous suggestions applied. */
interface Stay {
  readonly index: number;
  readonly storageClass: StorageClass;
  readonly since: number;
}

function chainViolations(
  moves: "transitions" | "noncurrentTransitions",
  transitions: readonly Transition[],
  end: "expirationDays" | "noncurrentExpirationDays",
  endDays: number | undefined,
): LifecycleViolation[] {
  const violations: LifecycleViolation[] = [];
  let stay: Stay | undefined;
  for (const [index, { days, storageClass }] of transitions.entries()) {
    if (stay !== undefined && rank(storageClass) <= rank(stay.storageClass)) {
      const path = [moves, index, "storageClass"];
      violations.push({ constraint: "direction", path, because: [moves, stay.index, "storageClass"] });
      continue;
    }
    const tooEarly = moveViolation(moves, index, { days, storageClass }, stay);
    if (tooEarly !== undefined) violations.push(tooEarly);
    stay = { index, storageClass, since: tooEarly?.suggestedDays ?? days };
  }
  if (stay !== undefined && endDays !== undefined && endDays <= stay.since) {
    violations.push({
      constraint: "expiration",
      path: [end],
      because: [moves, stay.index, "days"],
      leastDays: stay.since + 1,
      suggestedDays: afterPaidStay(stay),
    });
  }
  return violations;
}

function moveViolation(
  moves: string,
  index: number,
  { days, storageClass }: Transition,
  stay: Stay | undefined,
): LifecycleViolation | undefined {
  const minimumAge = storageClass === "STANDARD_IA" ? STANDARD_IA_DAYS : 0;
  const path = [moves, index, "days"];
  if (stay === undefined) {
    if (days >= minimumAge) return undefined;
    const because = [moves, index, "storageClass"];
    return { constraint: "minimumAge", path, because, leastDays: minimumAge, suggestedDays: minimumAge };
  }
  const minimumStay = stay.storageClass === "STANDARD_IA" ? STANDARD_IA_DAYS : 1;
  const leastDaysHere = stay.since + minimumStay;
  if (days >= leastDaysHere) return undefined;
  return {
    constraint: days <= stay.since ? "order" : "minimumStay",
    path,
    because: [moves, stay.index, "days"],
    leastDays: leastDaysHere,
    suggestedDays: afterPaidStay(stay),
  };
}

/** The first day after the minimum storage duration of the class, or after 30 days for a class that has none. */
function afterPaidStay({ since, storageClass }: Stay): number {
  return since + Math.max(STANDARD_IA_DAYS, leastDays(storageClass));
}

function rank(storageClass: StorageClass): number {
  return STORAGE_CLASSES.indexOf(storageClass);
}
