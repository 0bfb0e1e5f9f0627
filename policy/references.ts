import { UNKNOWN, at } from "./props";
import type { StackResource } from "./rule";

/** The resources of a type. */
export function ofType(resources: readonly StackResource[], ...types: readonly string[]): readonly StackResource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/**
 * Whether a value, or an element of a list, at a path of one resource is a property of another. In a preview, the value
 * may be unknown: then its sources decide.
 */
export function pointsTo(from: StackResource, path: string, to: StackResource, key = "id"): boolean {
  const value = at(from.props, path);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const target = to.props[key];
  if (target !== undefined && target !== UNKNOWN && values.includes(target)) return true;
  const [root = ""] = path.split(".");
  return values.includes(UNKNOWN) && (from.sources[root] ?? []).includes(to.urn);
}

/** Those resources to which a property of a resource points. */
export function targetsOf(
  from: StackResource,
  path: string,
  candidates: readonly StackResource[],
  key = "id",
): readonly StackResource[] {
  return candidates.filter((candidate) => pointsTo(from, path, candidate, key));
}
