/** A statement of a policy document with lists in place of single values. */
export interface Statement {
  readonly effect: string;
  /** `*`, or ARNs and services; empty in a policy of an identity. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** JSON of the conditions; empty without any. */
  readonly condition: string;
  /** JSON of the whole statement. */
  readonly text: string;
}

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
  const { Statement: statements } = document as { readonly Statement?: unknown };
  return listed(statements).map((each) => statementOf(each as Readonly<Record<string, unknown>>));
}

function statementOf(raw: Readonly<Record<string, unknown>>): Statement {
  const { Effect: effect, Principal: principal, Condition: condition } = raw;
  return {
    effect: String(effect),
    principals: principalsOf(principal, raw["NotPrincipal"]),
    actions: [...texts(raw["Action"]), ...texts(raw["NotAction"]).map((action) => `not ${action}`)],
    resources: [...texts(raw["Resource"]), ...texts(raw["NotResource"]).map((resource) => `not ${resource}`)],
    condition: condition === undefined ? "" : JSON.stringify(condition),
    text: JSON.stringify(raw),
  };
}

function principalsOf(principal: unknown, not: unknown): readonly string[] {
  const excluded = not === undefined ? [] : [`not ${JSON.stringify(not)}`];
  if (typeof principal === "object" && principal !== null)
    return [...Object.values(principal).flatMap(texts), ...excluded];
  return [...texts(principal), ...excluded];
}

function texts(value: unknown): readonly string[] {
  return listed(value).map(String);
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
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
