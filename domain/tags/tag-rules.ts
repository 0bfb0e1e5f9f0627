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
const LITERALS = /\\[pPu]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]/gsu;
const REPEATED_GROUP = /\)[*+{]/;
/** Beginnings of groups, ends of groups that may be optional, alternatives, and quantifiers, each with a lazy `?`. */
const SYNTAX = /\((?:\?(?:<?[=!]|<[^>]*>|[a-z-]*:))?|\)(?:\?\??)?|\||[*+?]\??|\{(\d+)(,?)(\d*)\}\??/gu;

/** Ways of an unlimited repetition to match: the number of characters of the longest value of a tag. */
const UNLIMITED = 256;
/** Two unlimited repetitions and sixteen alternatives. The matching engine tries every way in the worst case. */
const MOST_WAYS = 16 * UNLIMITED ** 2;

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
  const syntax = pattern.replaceAll(LITERALS, "x");
  if (REPEATED_GROUP.test(syntax)) {
    return {
      message: "The pattern repeats a group: matching a value against such a pattern can take hours.",
      allowed: "repetitions of single characters and sets, such as [a-z0-9-]+",
    };
  }
  if (waysToMatch(syntax) > MOST_WAYS) {
    return {
      message:
        "The pattern has too many repetitions and alternatives: matching a value against such a pattern can take hours.",
      allowed:
        "at most two unlimited repetitions (*, + or {2,}) and few alternatives; others have limits, such as {1,8}",
    };
  }
  return undefined;
}

/** An upper bound of the ways in which a pattern without repeated groups matches a value. */
function waysToMatch(syntax: string): number {
  // Each open group, the outermost first: the ways of its earlier alternatives, and of the current one.
  const open = [{ earlier: 0, current: 1 }];
  for (const [token, least = "", comma = "", most = ""] of syntax.matchAll(SYNTAX)) {
    const group = open.at(-1);
    if (group === undefined) break;
    if (token.startsWith("(")) open.push({ earlier: 0, current: 1 });
    else if (token === "|") Object.assign(group, { earlier: group.earlier + group.current, current: 1 });
    else if (token.startsWith(")")) {
      open.pop();
      const around = open.at(-1);
      if (around !== undefined) around.current *= group.earlier + group.current + (token === ")" ? 0 : 1);
    } else if (token.startsWith("?")) group.current *= 2;
    else if (least === "") group.current *= UNLIMITED;
    else if (comma !== "") {
      group.current *= Math.min(UNLIMITED, (most === "" ? UNLIMITED : Number(most) - Number(least)) + 1);
    }
  }
  return open.reduce((sum, { earlier, current }) => sum + earlier + current, 0);
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
