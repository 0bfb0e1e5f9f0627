import { isUnknown, UNKNOWN } from "./props";
import type { StackResource, StackRule, StackViolation } from "./rule";

/** A resource that another resource requires, and that refers to it. */
export interface Companion {
  readonly type: string;
  /** Property of the companion that refers to the other resource. */
  readonly pointer: string;
  /** Property of the other resource that it refers to. */
  readonly key: string;
  /** Whether a companion satisfies the rule. Omitted: every resource of the type does. */
  readonly suffices?: (companion: StackResource) => boolean;
}

/** A resource that configures a bucket. */
export function bucketSetting(type: string, suffices?: Companion["suffices"]): Companion {
  return { type, pointer: "bucket", key: "bucket", ...(suffices === undefined ? {} : { suffices }) };
}

/** The resources among `subjects` to which no companion that satisfies the rule refers. */
function without(
  companion: Companion,
  subjects: readonly StackResource[],
  resources: readonly StackResource[],
): readonly StackResource[] {
  const companions = resources.filter(
    (resource) => resource.type === companion.type && (companion.suffices?.(resource) ?? true),
  );
  return subjects.filter((subject) => !companions.some((candidate) => refersTo(candidate, companion, subject)));
}

/** Reports every resource of a type that has no companion. */
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

/** Compares values, or the sources of a value that is unknown in a preview. */
export function refersTo(from: StackResource, { pointer, key }: Companion, to: StackResource): boolean {
  const sources = from.sources[pointer] ?? [];
  if (sources.includes(to.urn)) return true;
  // An unknown value that comes from resources is that of another one.
  if (isUnknown(from.props, pointer) && sources.length > 0) return false;
  const value = from.props[pointer];
  return value === UNKNOWN || (value !== undefined && value === to.props[key]);
}
