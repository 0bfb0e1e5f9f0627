import { meaningOf, TAG_MEANINGS, type TagKeys, type TagMeaning } from "./tag-keys";
import { ruleViolations, type TagRules } from "./tag-rules";
import {
  repeatedTagKeys,
  sharedTagKeys,
  surplusTagKeys,
  type TagConstraint,
  tagKeyViolation,
  tagValueViolation,
} from "./tag-violations";
import type { Tags } from "./tags";

export interface PlatformTagArgs {
  readonly project: string;
  readonly owner: string;
  readonly costCenter: string;
  readonly department: string;
  readonly environment: string;
  readonly managedBy: string;
  /** Key of each tag above. */
  readonly keys: TagKeys;
  /** Tags in addition to the mandatory ones. */
  readonly additional: Tags;
  /** Rules that the tags follow, by tag key. */
  readonly required: TagRules;
}

/**
 * The tags that identify the stack of a resource. Owner, cost center and department can change, and a group with these tags
 * would omit every resource that has not been updated yet.
 */
export const IDENTIFYING_TAGS = ["project", "environment", "managedBy"] as const satisfies TagMeaning[];

/**
 * The tags of a platform, mandatory and additional ones, frozen.
 *
 * @throws Error that lists every tag that AWS, a controller that the tags fan out to, or a rule refuses
 */
export function platformTags(args: PlatformTagArgs): Tags {
  const tags = { ...mandatoryTags(args, TAG_MEANINGS), ...args.additional };
  const violations = violationsOf(args, tags);
  if (violations.length > 0) throw new Error(`The tags cannot be used:\n${violations.join("\n")}`);
  return Object.freeze(tags);
}

/** The tags that all resources of a stack have, and no resource of another stack. */
export function identifyingTags(args: Pick<PlatformTagArgs, (typeof IDENTIFYING_TAGS)[number] | "keys">): Tags {
  return Object.freeze(mandatoryTags(args, IDENTIFYING_TAGS));
}

function mandatoryTags<Meaning extends TagMeaning>(
  args: Readonly<Record<Meaning, string>> & Pick<PlatformTagArgs, "keys">,
  meanings: readonly Meaning[],
): Record<string, string> {
  return Object.fromEntries(meanings.map((meaning): [string, string] => [args.keys[meaning], args[meaning]]));
}

/** One line for each violation. */
function violationsOf({ keys, additional, required }: PlatformTagArgs, tags: Tags): string[] {
  const own = Object.keys(additional);
  const line = (part: string, key: string, violation: TagConstraint | undefined): string[] =>
    violation === undefined ? [] : [`  - ${part} of "${key}": ${violation.message} Allowed: ${violation.allowed}.`];
  const refused = (found: readonly string[], message: string): string[] =>
    found.flatMap((key) => line("key", key, { message, allowed: "another key" }));
  return [
    ...Object.entries(tags).flatMap(([key, value]) => line("value", key, tagValueViolation(value))),
    ...[...Object.values(keys), ...own].flatMap((key) => line("key", key, tagKeyViolation(key))),
    ...refused(
      [
        ...sharedTagKeys(keys).map(({ meaning }) => keys[meaning]),
        ...own.filter((key) => meaningOf(key, keys) !== undefined),
        ...repeatedTagKeys(own),
      ],
      "Another tag has this key.",
    ),
    ...refused(surplusTagKeys(own), "There are too many tags."),
    ...ruleViolations(tags, required).flatMap((violation) =>
      line(violation.isMissing ? "rule" : "value", violation.key, violation),
    ),
  ];
}
