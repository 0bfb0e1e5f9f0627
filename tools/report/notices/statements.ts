import { readable, UNKNOWN } from "../read/property";

/** What an element such as `Action` names, or with `NotAction` excludes. */
export interface Patterns {
  readonly isExcluded: boolean;
  readonly values: readonly string[];
}

/** A statement of a policy document with lists in place of single values. */
export interface Statement {
  readonly effect: string;
  /** `*`, or ARNs and services; no value in a policy of an identity. */
  readonly principals: Patterns;
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: Conditions;
}

/** Values by operator and by condition key. */
type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Raw = Readonly<Record<string, unknown>>;

/** The statements of a policy document; undefined for a document that is not known before the update. */
export function statementsOf(document: unknown): readonly Statement[] | undefined {
  if (document === undefined) return [];
  if (typeof document === "string") {
    try {
      return statementsOf(JSON.parse(document) as unknown);
    } catch {
      return undefined;
    }
  }
  if (typeof document !== "object" || document === null) return undefined;
  if (JSON.stringify(readable(document)).includes(`"${UNKNOWN}"`)) return undefined;
  return listed(withLowerKeys(document as Raw)["statement"]).map((each) => statementOf(withLowerKeys(each as Raw)));
}

/** IAM ignores the case of the names of elements. */
function withLowerKeys(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key.toLowerCase(), value]));
}

function statementOf(raw: Raw): Statement {
  const element = (name: string, read: (value: unknown) => readonly string[]): Patterns => {
    const excluded = raw[`not${name}`];
    return { isExcluded: excluded !== undefined, values: read(excluded ?? raw[name]) };
  };
  return {
    effect: String(raw["effect"]),
    principals: element("principal", principalsOf),
    actions: element("action", texts),
    resources: element("resource", texts),
    conditions: conditionsOf(raw["condition"]),
  };
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal !== "object" || principal === null) return texts(principal);
  // An account ID stands for the root of the account.
  return Object.values(principal)
    .flatMap(texts)
    .map((each) => each.replace(/^\d{12}$/, "arn:aws:iam::$&:root"));
}

/** Conditions in an order that does not depend on how they are written. */
function conditionsOf(condition: unknown): Conditions {
  const sorted = <Value>(value: unknown, map: (child: unknown) => Value): Readonly<Record<string, Value>> =>
    Object.fromEntries(
      Object.entries((value ?? {}) as Raw)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, child]) => [key, map(child)]),
    );
  return sorted(condition, (keys) => sorted(keys, (values) => [...texts(values)].sort()));
}

function texts(value: unknown): readonly string[] {
  return listed(value).map(String);
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

export function hasConditions({ conditions }: Statement): boolean {
  return Object.keys(conditions).length > 0;
}

/** Whether some statements, each for a part, match every request that another statement matches. */
export function includes(statements: readonly Statement[], other: Statement): boolean {
  return singles(other.actions).every((actions) =>
    singles(other.resources).every((resources) =>
      singles(other.principals).every((principals) =>
        statements.some(
          (one) =>
            (!hasConditions(one) || JSON.stringify(one.conditions) === JSON.stringify(other.conditions)) &&
            contains(one.actions, actions) &&
            contains(one.resources, resources) &&
            contains(one.principals, principals),
        ),
      ),
    ),
  );
}

/** One part for each value. An exclusion has only one part. */
function singles(patterns: Patterns): readonly Patterns[] {
  if (patterns.isExcluded || patterns.values.length === 0) return [patterns];
  return patterns.values.map((value) => ({ isExcluded: false, values: [value] }));
}

/** Whether everything that matches `other` matches `one`, too. */
export function contains(one: Patterns, other: Patterns): boolean {
  const every = (values: readonly string[], patterns: readonly string[]): boolean =>
    values.every((value) => patterns.some((pattern) => covers(pattern, value)));
  if (!one.isExcluded) return every(other.isExcluded ? ["*"] : other.values, one.values);
  if (other.isExcluded) return every(one.values, other.values);
  return one.values.every((excluded) => other.values.every((value) => areDisjoint(excluded, value)));
}

/** Whether two patterns differ before their first wildcard, so that no text matches both. */
function areDisjoint(a: string, b: string): boolean {
  const [x, y] = [a, b].map((pattern) => pattern.toLowerCase());
  const [start = "", end = ""] = [x, y].map((pattern) => (pattern ?? "").replace(/[*?].*$/, ""));
  if (x === start && y === end) return x !== y;
  const length = Math.min(start.length, end.length);
  return start.slice(0, length) !== end.slice(0, length) || (x === start && start.length < end.length);
}

/**
 * Whether a pattern of IAM, in which `*` stands for any text and `?` for a character, contains another one. Not a regular
 * expression: its time would grow exponentially with the number of stars.
 */
export function covers(pattern: string, other: string): boolean {
  const [wild, text] = [pattern.toLowerCase(), other.toLowerCase()];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    if (wild[at] === "*") {
      [star, resume] = [at, index];
      at++;
    } else if (wild[at] === text[index] || (wild[at] === "?" && text[index] !== "*")) {
      at++;
      index++;
    } else if (star >= 0) {
      // The last star takes one more character.
      resume++;
      [at, index] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return /^\**$/.test(wild.slice(at));
}
