import type { PolicyStatement } from "../../domain/iam/policy-document";

/** A request to AWS: its action, its resource, and values of condition keys. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Whether IAM allows a request of a role: its policies and its boundary allow it, and none denies it. Knows the operators
 * that the bootstrap's policies contain, and fails for others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(
  request: IamRequest,
  policies: readonly PolicyStatement[],
  boundary: readonly PolicyStatement[],
): boolean {
  return [policies, boundary].every((statements) => {
    const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
    return effects.includes("Allow") && !effects.includes("Deny");
  });
}

function applies(statement: PolicyStatement, { action, resource, context }: IamRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const ofAction = (pattern: string): boolean => like(pattern.toLowerCase(), action.toLowerCase());
  const ofResource = (pattern: string): boolean => like(pattern, resource);
  return (
    (Action === undefined || list(Action).some(ofAction)) &&
    (NotAction === undefined || !list(NotAction).some(ofAction)) &&
    (Resource === undefined || list(Resource).some(ofResource)) &&
    (NotResource === undefined || !list(NotResource).some(ofResource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, list(values), context[key])),
    )
  );
}

function holds(operator: string, expected: readonly string[], actual: string | undefined): boolean {
  const matches = actual !== undefined && expected.some((pattern) => like(pattern, actual));
  switch (operator) {
    case "Null":
      return expected[0] === String(actual === undefined);
    case "StringEquals":
    case "StringLike":
    case "ForAnyValue:StringLike":
      return matches;
    case "StringEqualsIfExists":
      return actual === undefined || matches;
    case "StringNotEquals":
    case "ArnNotEquals":
      return !matches;
    default:
      throw new Error(`Unknown operator ${operator}`);
  }
}

function list(values: string | readonly string[]): readonly string[] {
  return typeof values === "string" ? [values] : values;
}

function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}
