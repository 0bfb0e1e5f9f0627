import type { Request } from "./table";

interface Move {
  readonly days?: number;
  readonly storageClass: string;
}

interface LifecycleRule {
  readonly id: string;
  readonly expiration?: { readonly days?: number; readonly expiredObjectDeleteMarker?: boolean };
  readonly transitions?: readonly Move[];
  readonly noncurrentVersionExpiration?: {
    readonly noncurrentDays: number;
    readonly newerNoncurrentVersions?: number;
  };
  readonly noncurrentVersionTransitions?: readonly { readonly noncurrentDays: number; readonly storageClass: string }[];
}

/** S3's names of an action and its days in error messages. */
interface Action {
  readonly name: string;
  readonly field: string;
  readonly moves: readonly Move[];
}

/** https://docs.aws.amazon.com/general/latest/gr/s3.html#limits_s3 */
const MOST_RULES = 1000;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
const LONGEST_ID = 255;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html */
const MOST_NEWER_VERSIONS = 100;
/** Days are 32-bit integers. */
const MOST_DAYS = 2 ** 31 - 1;

const INFREQUENT_ACCESS = ["STANDARD_IA", "ONEZONE_IA"];
/** Minimum days before a transition to infrequent access, and until the next transition. */
const INFREQUENT_ACCESS_DAYS = 30;

/** The classes to which S3 can move objects of a class. */
const WATERFALL: Readonly<Record<string, readonly string[]>> = {
  STANDARD_IA: ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  INTELLIGENT_TIERING: ["ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  ONEZONE_IA: ["GLACIER", "DEEP_ARCHIVE"],
  GLACIER_IR: ["GLACIER", "DEEP_ARCHIVE"],
  GLACIER: ["DEEP_ARCHIVE"],
  DEEP_ARCHIVE: [],
};

/**
 * Errors of PutBucketLifecycleConfiguration for rules that contradict each other. Every rule of the platform applies to
 * the whole bucket, so the actions of all rules are compared.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html#lifecycle-configuration-constraints
 */
export function refuseLifecycle({ inputs }: Request): string[] {
  const rules = (inputs["rules"] ?? []) as readonly LifecycleRule[];
  const current: Action = {
    name: "Transition",
    field: "Days",
    moves: rules.flatMap(({ transitions = [] }) => transitions),
  };
  const noncurrent: Action = {
    name: "NoncurrentVersionTransition",
    field: "NoncurrentDays",
    moves: rules.flatMap(({ noncurrentVersionTransitions = [] }) =>
      noncurrentVersionTransitions.map(({ noncurrentDays: days, storageClass }) => ({ days, storageClass })),
    ),
  };
  return [
    ...refuseIds(rules),
    ...[current, noncurrent].flatMap((action) => [...refuseDays(action), ...refuseOrder(action)]),
    ...rules.flatMap((rule) => [
      ...refuseExpiration(rule, current.moves),
      ...refuseNoncurrentExpiration(rule, noncurrent.moves),
    ]),
  ];
}

function refuseIds(rules: readonly LifecycleRule[]): string[] {
  const ids = rules.map(({ id }) => id);
  return [
    ...(rules.length > MOST_RULES ? [`InvalidRequest: more than ${MOST_RULES} rules`] : []),
    ...(new Set(ids).size < ids.length ? ["InvalidArgument: rule ids must be unique"] : []),
    ...ids
      .filter((id) => id.length > LONGEST_ID)
      .map((id) => `InvalidArgument: ID "${id.slice(0, 20)}..." is longer than ${LONGEST_ID} characters`),
  ];
}

function refuseDays({ name, field, moves }: Action): string[] {
  return moves.flatMap(({ days = 0, storageClass }) => {
    const fewest = INFREQUENT_ACCESS.includes(storageClass) ? INFREQUENT_ACCESS_DAYS : 0;
    if (days < fewest) {
      return [
        `InvalidArgument: '${field}' in ${name} action must be at least ${fewest} for storageClass '${storageClass}', not ${days}`,
      ];
    }
    return days > MOST_DAYS ? [`MalformedXML: '${field}' in ${name} action is not a 32-bit integer`] : [];
  });
}

function refuseOrder({ name, field, moves }: Action): string[] {
  const sorted = [...moves].sort((a, b) => (a.days ?? 0) - (b.days ?? 0));
  return sorted.slice(1).flatMap(({ days = 0, storageClass }, index) => {
    const before = sorted[index];
    if (before === undefined) return [];
    const { days: daysBefore = 0, storageClass: classBefore } = before;
    if (days === daysBefore) {
      return [`InvalidArgument: '${field}' in two ${name} actions must differ, not both be ${days}`];
    }
    if (WATERFALL[classBefore]?.includes(storageClass) === false) {
      return [`InvalidArgument: '${storageClass}' cannot follow '${classBefore}' in the ${name} action`];
    }
    const isTooSoon = INFREQUENT_ACCESS.includes(classBefore) && days < daysBefore + INFREQUENT_ACCESS_DAYS;
    return isTooSoon
      ? [
          `InvalidArgument: '${field}' in the ${name} action for StorageClass '${storageClass}' must be ${INFREQUENT_ACCESS_DAYS} days more than in the '${classBefore}' ${name} action`,
        ]
      : [];
  });
}

function refuseExpiration({ id, expiration }: LifecycleRule, moves: readonly Move[]): string[] {
  if (expiration?.days === undefined) return [];
  if (expiration.expiredObjectDeleteMarker !== undefined) {
    return [`MalformedXML: rule "${id}" has both days and expiredObjectDeleteMarker`];
  }
  if (expiration.days < 1) return ["InvalidArgument: 'Days' for Expiration action must be a positive integer"];
  return moves.length > 0 && expiration.days <= lastDay(moves)
    ? ["InvalidArgument: 'Days' in the Expiration action must be greater than 'Days' in the Transition action"]
    : [];
}

function refuseNoncurrentExpiration(
  { noncurrentVersionExpiration: expiration }: LifecycleRule,
  moves: readonly Move[],
): string[] {
  if (expiration === undefined) return [];
  const { noncurrentDays, newerNoncurrentVersions } = expiration;
  return [
    ...(noncurrentDays < 1
      ? ["InvalidArgument: 'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"]
      : []),
    ...(newerNoncurrentVersions !== undefined &&
    (newerNoncurrentVersions < 1 || newerNoncurrentVersions > MOST_NEWER_VERSIONS)
      ? [`InvalidArgument: 'NewerNoncurrentVersions' must be from 1 to ${MOST_NEWER_VERSIONS}`]
      : []),
    ...(moves.length > 0 && noncurrentDays <= lastDay(moves)
      ? [
          "InvalidArgument: 'NoncurrentDays' in the NoncurrentVersionExpiration action must be greater than in the NoncurrentVersionTransition action",
        ]
      : []),
  ];
}

function lastDay(moves: readonly Move[]): number {
  return Math.max(...moves.map(({ days = 0 }) => days));
}
