import { key, type RecordedResource } from "./record";

/** Kind of a policy document, on which IAM's rules depend. */
type PolicyKind = "identity" | "trust" | "resource";

/** A policy document, and the resource with this input. */
export interface RecordedPolicy {
  /** `<type>::<name>.<input>` of the resource. */
  readonly place: string;
  readonly kind: PolicyKind;
  readonly document: unknown;
}

/** Every policy document among the inputs of the resources: text or data that has a `Statement`. */
export function policyDocuments(resources: readonly RecordedResource[]): readonly RecordedPolicy[] {
  return resources
    .filter(({ custom }) => custom)
    .flatMap((resource) => documentsIn(resource.inputs, key(resource), resource.type));
}

function documentsIn(value: unknown, place: string, type: string): RecordedPolicy[] {
  const data = parsed(value);
  if (typeof data !== "object" || data === null) return [];
  if ("Statement" in data) return [{ place, kind: kindOf(type, place), document: data }];
  return Object.entries(data).flatMap(([name, inner]) => documentsIn(inner, `${place}.${name}`, type));
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // YAML, or any other text that begins with a bracket.
    return undefined;
  }
}

function kindOf(type: string, place: string): PolicyKind {
  if (place.endsWith(".assumeRolePolicy")) return "trust";
  return type.startsWith("aws:iam/") ? "identity" : "resource";
}
