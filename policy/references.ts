import { UNKNOWN, at, hasUnknown, peek } from "./props";
import type { StackResource } from "./rule";

/** The resources of a type. */
export function ofType(resources: readonly StackResource[], ...types: readonly string[]): readonly StackResource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/**
 * Whether a value, or an element of a list, at a path of one resource is a property of another. In a preview, the value
 * may be unknown: then its sources decide, so that the question leaves neither resource undecided.
 */
export function pointsTo(from: StackResource, path: string, to: StackResource, key = "id"): boolean {
  const [root = ""] = path.split(".");
  const sources = from.sources[root] ?? [];
  if (sources.length > 0 && hasUnknown(peek(from.props, root))) return sources.includes(to.urn);
  const target = peek(to.props, key);
  if (target === undefined || target === UNKNOWN) return false;
  const value = at(from.props, path);
  return Array.isArray(value) ? value.includes(target) : value === target;
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
