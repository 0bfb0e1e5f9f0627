import { UNKNOWN } from "./props";
import type { StackResource, StackRule, StackViolation } from "./rule";

/** A resource that has to stand beside another one and points at it. */
export interface Companion {
  readonly type: string;
  /** The companion's property that names the other resource. */
  readonly pointer: string;
  /** The other resource's property that it is named by. */
  readonly key: string;
  /** Whether a companion is what the rule asks for; every one of the type when absent. */
  readonly suffices?: (companion: StackResource) => boolean;
}

/** The resources among `subjects` that no sufficient companion points at. */
export function without(
  companion: Companion,
  subjects: readonly StackResource[],
  resources: readonly StackResource[],
): readonly StackResource[] {
  const companions = resources.filter(
    (resource) => resource.type === companion.type && (companion.suffices?.(resource) ?? true),
  );
  return subjects.filter((subject) => !companions.some((candidate) => pointsAt(candidate, companion, subject)));
}

/** Every resource of a type must have its companion. */
export function everyHas(
  type: string,
  companion: Companion,
  message: string,
  exempt: (resource: StackResource, resources: readonly StackResource[]) => boolean = () => false,
): StackRule["stackViolations"] {
  return (resources) => {
    const subjects = resources.filter((resource) => resource.type === type && !exempt(resource, resources));
    return without(companion, subjects, resources).map(({ urn }): StackViolation => ({ urn, message }));
  };
}

/** By value, or by where the value comes from while a preview cannot know it. */
export function pointsAt(from: StackResource, { pointer, key }: Companion, to: StackResource): boolean {
  const sources = from.sources[pointer] ?? [];
  if (sources.includes(to.urn)) return true;
  const value = from.props[pointer];
  return value === UNKNOWN ? sources.length === 0 : value !== undefined && value === to.props[key];
}
