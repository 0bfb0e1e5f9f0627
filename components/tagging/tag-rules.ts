import type { Tags } from "../shared/tags";

export interface PlatformTagArgs {
  readonly project: string;
  readonly owner: string;
  readonly costCenter: string;
  readonly department: string;
  readonly environment: string;
  readonly managedBy: string;
  /** Tags of the organization's own choice. */
  readonly additional: Readonly<Record<string, string>>;
}

/** The keys that every resource of the platform carries. */
export const REQUIRED_TAG_KEYS = ["Project", "Owner", "CostCenter", "Department", "Environment", "ManagedBy"] as const;
export type RequiredTagKey = (typeof REQUIRED_TAG_KEYS)[number];

/** The tags of one platform: the required ones and those of the organization. */
export type PlatformTags = Tags & Readonly<Record<RequiredTagKey, string>>;

/**
 * An S3 object can hold 10 tags, every other resource 50. Two are left for what an object's owner wants to say.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
const MOST_TAGS = 8;

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const ALLOWED_CHARACTERS = /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u;

/** Keys that say something else on each resource, and prefixes that belong to the controllers which read them. */
const OTHERS_KEYS = ["Name", "CSIVolumeName"];
const OTHERS_PREFIXES = ["kubernetes.io/", "karpenter.sh/", "ebs.csi.aws.com/", "eks:"];

/**
 * The tags of a platform, frozen.
 *
 * @throws Error that lists every violation of AWS's rules and ours
 */
export function platformTags(args: PlatformTagArgs): PlatformTags {
  const required: Readonly<Record<RequiredTagKey, string>> = {
    Project: args.project,
    Owner: args.owner,
    CostCenter: args.costCenter,
    Department: args.department,
    Environment: args.environment,
    ManagedBy: args.managedBy,
  };
  const violations = [
    ...repeatedKeys(Object.keys(required), Object.keys(args.additional)),
    ...tagViolations({ ...args.additional, ...required }),
  ];
  if (violations.length > 0) {
    throw new Error(`The tags cannot be used:\n${violations.map((text) => `  - ${text}`).join("\n")}`);
  }
  return Object.freeze({ ...required, ...args.additional });
}

/** Letter case does not tell keys apart everywhere: IAM refuses a role with both `Owner` and `owner`. */
function repeatedKeys(required: readonly string[], additional: readonly string[]): string[] {
  const taken = new Map(required.map((key) => [key.toLowerCase(), key]));
  return additional.flatMap((key) => {
    const twin = taken.get(key.toLowerCase());
    taken.set(key.toLowerCase(), key);
    return twin === undefined
      ? []
      : [`${key} is ${twin} again: IAM does not tell letter case apart; choose another key`];
  });
}

/** Every rule that a set of default tags breaks. */
function tagViolations(tags: Tags): string[] {
  const count = Object.keys(tags).length;
  return [
    ...(count > MOST_TAGS
      ? [`${count} tags are too many: leave at most ${MOST_TAGS}, since an S3 object holds 10`]
      : []),
    ...Object.entries(tags).flatMap(([key, value]) => [...keyViolations(key), ...valueViolations(key, value)]),
  ];
}

function keyViolations(key: string): string[] {
  const reserved = OTHERS_KEYS.includes(key) || OTHERS_PREFIXES.some((prefix) => key.startsWith(prefix));
  return [
    ...textViolations(`key ${key === "" ? '""' : key}`, key, LONGEST_KEY),
    ...(reserved ? [`key ${key} has a meaning on single resources: choose another key`] : []),
    // StorageClasses and the AWS Load Balancer Controller take tags as `key=value`.
    ...(key.includes("=") ? [`key ${key} contains "=": leave it out`] : []),
  ];
}

function valueViolations(key: string, value: string): string[] {
  return textViolations(`value of ${key}`, value, LONGEST_VALUE);
}

function textViolations(what: string, text: string, longest: number): string[] {
  const length = Array.from(text).length;
  return [
    ...(text === "" ? [`${what} is empty: write one`] : []),
    ...(length > longest ? [`${what} is ${length} characters long: AWS allows ${longest}`] : []),
    ...(ALLOWED_CHARACTERS.test(text)
      ? []
      : [`${what} has a character that AWS refuses: use letters, digits, spaces and + - = . _ : / @`]),
    // The AWS Load Balancer Controller trims, so the tags of a load balancer would differ from all others.
    ...(text === text.trim() ? [] : [`${what} begins or ends with a space: remove it`]),
    ...(/^aws:/i.test(text) ? [`${what} begins with "aws:", which is AWS's own: choose another`] : []),
  ];
}
