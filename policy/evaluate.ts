import { type Props, watched } from "./props";
import type { ResourceRule, StackResource, StackRule, StackViolation } from "./rule";

/** What a rule says about one resource. */
export interface ResourceResult {
  readonly violations: readonly string[];
  /** Paths of the values that the rule needs and that are unknown until the update; none if it found a violation. */
  readonly undecided: readonly string[];
}

/** What a rule says about the resources of a stack. */
export interface StackResult {
  readonly violations: readonly StackViolation[];
  readonly undecided: readonly { readonly urn: string; readonly paths: readonly string[] }[];
}

/** Runs a rule on a resource, and records which unknown values it read. */
export function evaluateResource(rule: ResourceRule, props: Props, type: string): ResourceResult {
  const paths = new Set<string>();
  const violations = rule.violations(
    watched(props, (path) => paths.add(path)),
    type,
  );
  return { violations, undecided: violations.length > 0 ? [] : [...paths] };
}

/** Runs a rule on all resources of a stack. A resource is undecided if the rule read an unknown value of it. */
export function evaluateStack(rule: StackRule, resources: readonly StackResource[], config: Props): StackResult {
  const reads = new Map<string, Set<string>>();
  const watchedResources = resources.map((resource) => ({
    ...resource,
    props: watched(resource.props, (path) => {
      reads.set(resource.urn, (reads.get(resource.urn) ?? new Set()).add(path));
    }),
  }));
  const violations = rule.stackViolations(watchedResources, config);
  const violating = new Set(violations.map(({ urn }) => urn));
  const undecided = [...reads].flatMap(([urn, paths]) => (violating.has(urn) ? [] : [{ urn, paths: [...paths] }]));
  return { violations, undecided };
}
