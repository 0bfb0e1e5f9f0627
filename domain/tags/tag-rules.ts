import type { TagConstraint } from "./tag-violations";
import type { Tags } from "./tags";

/** What a company requires of the value of a tag. Without a pattern and a list, any value is allowed. */
export interface TagRule {
  /** Regular expression that the whole value matches. */
  readonly pattern?: string | undefined;
  readonly allowed?: readonly string[] | undefined;
}

/** Rules by tag key. A resource without such a tag violates its rule. */
export type TagRules = Readonly<Record<string, TagRule>>;

const LONGEST_PATTERN = 128;

/** Escaped characters and sets, in which parentheses and quantifiers stand for themselves. */
const LITERALS = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;
const REPEATED_GROUP = /\)[*+{]/;

/** Why a pattern cannot be used in a rule. */
export function patternViolation(pattern: string): TagConstraint | undefined {
  if (pattern.length > LONGEST_PATTERN) {
    return {
      message: `The pattern has more than ${LONGEST_PATTERN} characters.`,
      allowed: `at most ${LONGEST_PATTERN} characters, or a list of values in \`allowed\``,
    };
  }
  if (!isRegularExpression(pattern)) {
    return {
      message: "The pattern is not a regular expression of JavaScript with the flag u.",
      allowed: "a regular expression, such as OPS-\\d+",
    };
  }
  if (REPEATED_GROUP.test(pattern.replaceAll(LITERALS, "x"))) {
    return {
      message: "The pattern repeats a group: matching a value against such a pattern can take hours.",
      allowed: "repetitions of single characters and sets, such as [a-z0-9-]+",
    };
  }
  return undefined;
}

/** The first reason why a rule does not allow a value. */
export function ruleViolation(value: string, { pattern, allowed }: TagRule): TagConstraint | undefined {
  if (allowed !== undefined && !allowed.includes(value)) {
    return { message: "The value of the tag is none of the allowed values.", allowed: allowed.join(", ") };
  }
  if (pattern !== undefined && !isWholeMatch(value, pattern)) {
    return { message: "The value of the tag does not match the pattern.", allowed: `text that matches ${pattern}` };
  }
  return undefined;
}

/** A tag that a rule requires and that is missing, or whose value the rule does not allow. */
export interface RuleViolation extends TagConstraint {
  readonly key: string;
  readonly isMissing: boolean;
}

/** All violations of rules. The keys of tags and rules are compared exactly, as AWS does. */
export function ruleViolations(tags: Tags, rules: TagRules): RuleViolation[] {
  return Object.entries(rules).flatMap(([key, rule]): RuleViolation[] => {
    // A tag key such as `constructor` is no property of every object.
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (value === undefined) return [{ ...missing(rule), key, isMissing: true }];
    const violation = ruleViolation(value, rule);
    return violation === undefined ? [] : [{ ...violation, key, isMissing: false }];
  });
}

function missing({ pattern, allowed }: TagRule): TagConstraint {
  const form = pattern === undefined ? "any value" : `text that matches ${pattern}`;
  return { message: "Every resource must have this tag.", allowed: allowed?.join(", ") ?? form };
}

function isRegularExpression(pattern: string): boolean {
  try {
    RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

function isWholeMatch(value: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`, "u").test(value);
}
