import { EXPIRY_TAG_KEY } from "../expiry/expiry";
import { isSameTagKey, meaningOf, type TagKeys, type TagMeaning } from "./tag-keys";
import { ruleViolation, type TagRules } from "./tag-rules";
import { repeatedTagKeys, type TagConstraint, tagKeyViolation, tagValueViolation } from "./tag-violations";
import type { Tags } from "./tags";

/** Components whose resources can have tags that other resources of the stack do not have. */
export const TAGGED_COMPONENTS = [
  "account",
  "backup",
  "budgets",
  "cluster",
  "fileSystems",
  "monitoring",
  "network",
  "resilience",
  "storage",
] as const;
export type TaggedComponent = (typeof TAGGED_COMPONENTS)[number];

/** Tags of single components. */
export type ComponentTags = Readonly<Partial<Record<TaggedComponent, Tags | undefined>>>;

/**
 * Maximum number of tags of one component. AWS allows 50 tags on a resource: eight default tags, ten of the component, and the
 * rest for tags of the resource and of controllers. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export const MOST_COMPONENT_TAGS = 10;

/** What the tags of a component depend on. */
export interface TagContext {
  readonly keys: TagKeys;
  readonly additional: Tags;
  readonly required: TagRules;
  /** Last day of the stack, which is a tag of every resource; undefined for a stack that does not expire. */
  readonly expiry?: string | undefined;
}

/** Why a component cannot have a key: it is mandatory, or differs from a default tag only in letter case. */
export type KeyConflict = { readonly mandatory: TagMeaning | "expiry" } | { readonly sameExceptLetterCase: string };

/** Default tags with the tags of a component, which override default tags with the same key. */
export function withComponentTags(tags: Tags, ofComponent: Tags = {}): Tags {
  return Object.freeze({ ...tags, ...ofComponent });
}

/** Tags state the owner, the costs and the expiry of a stack as a whole, so these keys have one value in a stack. */
export function mandatoryTag(
  key: string,
  { keys, expiry }: Pick<TagContext, "keys" | "expiry">,
): TagMeaning | "expiry" | undefined {
  if (expiry !== undefined && isSameTagKey(key, EXPIRY_TAG_KEY)) return "expiry";
  return meaningOf(key, keys);
}

export function keyConflict(key: string, context: Omit<TagContext, "required">): KeyConflict | undefined {
  const mandatory = mandatoryTag(key, context);
  if (mandatory !== undefined) return { mandatory };
  const other = Object.keys(context.additional).find((each) => each !== key && isSameTagKey(each, key));
  return other === undefined ? undefined : { sameExceptLetterCase: other };
}

/** The first reason why the rules of the stack do not allow a value of a component. */
export function componentRuleViolation(key: string, value: string, required: TagRules): TagConstraint | undefined {
  // A key such as `constructor` is no property of every object.
  return Object.hasOwn(required, key) ? ruleViolation(value, required[key] ?? {}) : undefined;
}

/**
 * The tags of each component.
 *
 * @throws Error that names every tag that cannot be one of a component
 */
export function componentTags(components: ComponentTags, context: TagContext): ComponentTags {
  const problems = Object.entries(components).flatMap(([component, tags = {}]) => {
    const keys = Object.keys(tags);
    const refused = Object.entries(tags).filter(
      ([key, value]) =>
        tagKeyViolation(key) !== undefined ||
        tagValueViolation(value) !== undefined ||
        keyConflict(key, context) !== undefined ||
        componentRuleViolation(key, value, context.required) !== undefined,
    );
    const surplus = keys.slice(MOST_COMPONENT_TAGS);
    const named = new Set([...refused.map(([key]) => key), ...repeatedTagKeys(keys), ...surplus]);
    return [...named].map((key) => `  - tag "${key}" of ${component}`);
  });
  if (problems.length > 0) throw new Error(`The tags of components cannot be used:\n${problems.join("\n")}`);
  return components;
}
