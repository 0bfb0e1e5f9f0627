import { type PlatformTagArgs, platformTags } from "./platform-tags";

/** Most tags of one managed rule. https://docs.aws.amazon.com/config/latest/developerguide/required-tags.html */
const TAGS_PER_CONFIG_RULE = 6;

/** A tag of the schema: a key that every resource has, and what the rules of the company say about its value. */
export interface TagDefinition {
  readonly key: string;
  /** Value in this stack. */
  readonly value: string;
  /** Values that the rules allow; undefined for any. */
  readonly allowed: readonly string[] | undefined;
  /** Regular expression that the value matches; undefined for any. */
  readonly pattern: string | undefined;
}

/** The tags of a stack, from which all other outputs follow, in the order of the default tags. */
export function tagDefinitions(args: PlatformTagArgs): readonly TagDefinition[] {
  return Object.entries(platformTags(args)).map(([key, value]) => {
    // A key such as `constructor` is no property of every object.
    const rule = Object.hasOwn(args.required, key) ? args.required[key] : undefined;
    return { key, value, allowed: rule?.allowed, pattern: rule?.pattern };
  });
}

interface OrganizationsTagPolicy {
  readonly tags: Readonly<
    Record<string, { readonly tag_key: Assign<string>; readonly tag_value?: Assign<readonly string[]> }>
  >;
}

interface Assign<Value> {
  readonly "@@assign": Value;
}

/**
 * A tag policy of AWS Organizations: letter case of the keys, and allowed values. A tag policy knows no regular expressions,
 * so patterns are left out. It reports violations, and prevents none: that needs `enforced_for`, which makes AWS refuse calls.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
export function organizationsTagPolicy(definitions: readonly TagDefinition[]): OrganizationsTagPolicy {
  const entries = definitions.map(({ key, allowed }) => [
    key,
    { tag_key: { "@@assign": key }, ...(allowed === undefined ? {} : { tag_value: { "@@assign": allowed } }) },
  ]);
  return { tags: Object.fromEntries(entries) as OrganizationsTagPolicy["tags"] };
}

/**
 * The parameters of rules of AWS Config with the identifier `REQUIRED_TAGS`, each for up to six tags: `tag1Key`, `tag1Value`.
 * Patterns are left out, because a rule compares with a list. A value with a comma would be two values, so the list is left
 * out then. https://docs.aws.amazon.com/config/latest/developerguide/required-tags.html
 */
export function requiredTagsParameters(
  definitions: readonly TagDefinition[],
): readonly Readonly<Record<string, string>>[] {
  const count = Math.ceil(definitions.length / TAGS_PER_CONFIG_RULE);
  return Array.from({ length: count }, (_, rule) =>
    Object.fromEntries(
      definitions
        .slice(rule * TAGS_PER_CONFIG_RULE, (rule + 1) * TAGS_PER_CONFIG_RULE)
        .flatMap(({ key, allowed }, index) => [
          [`tag${index + 1}Key`, key],
          ...(allowed === undefined || allowed.some((value) => value.includes(","))
            ? []
            : [[`tag${index + 1}Value`, allowed.join(",")]]),
        ]) as [string, string][],
    ),
  );
}

/**
 * The request that activates the keys as cost allocation tags, in the management account, at the earliest 24 hours after the
 * first resource has them. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 */
export function costAllocationTags(
  definitions: readonly TagDefinition[],
): readonly { readonly TagKey: string; readonly Status: "Active" }[] {
  return definitions.map(({ key }) => ({ TagKey: key, Status: "Active" }));
}
