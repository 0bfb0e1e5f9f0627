import { evaluateResource, evaluateStack } from "./evaluate";
import type { Props } from "./props";
import type { Rule, StackResource } from "./rule";

export { UNKNOWN } from "./props";

/** A resource of a test. */
export interface TestResource {
  readonly type: string;
  readonly props: Props;
  /** Logical name. Default: the position of the resource among the arguments, such as `resource-1`. */
  readonly name?: string;
  /** Logical names of the resources from which the value of a property comes. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  /** Whether Pulumi refuses to delete the resource. Default: false. */
  readonly isProtected?: boolean;
}

/** What a rule finds: the texts of all violations, and the paths of the unknown values that it needs. */
export interface TestResult {
  readonly violations: readonly string[];
  readonly undecided: readonly string[];
}

/** Runs one rule on resources as the policy pack does. */
export function check(rule: Rule | undefined, ...given: readonly TestResource[]): TestResult {
  if (rule === undefined) throw new Error("The rule does not exist.");
  const resources = given.map(({ type, props, name, sources = {}, isProtected = false }, index): StackResource => {
    const urns = Object.entries(sources).map(([key, names]) => [key, names.map(urnOf)]);
    const urn = urnOf(name ?? `resource-${index + 1}`);
    return { urn, type, props, sources: Object.fromEntries(urns) as StackResource["sources"], isProtected };
  });
  if ("stackViolations" in rule) {
    const { violations, undecided } = evaluateStack(rule, resources, {});
    return {
      violations: violations.map(({ message }) => message),
      undecided: undecided.flatMap(({ paths }) => paths),
    };
  }
  const results = resources
    .filter(({ type }) => rule.types.includes(type))
    .map(({ props, type }) => evaluateResource(rule, props, type));
  return {
    violations: results.flatMap(({ violations }) => violations),
    undecided: results.flatMap(({ undecided }) => undecided),
  };
}

/** The type is not part of these URNs, so that `sources` can name a resource. */
function urnOf(name: string): string {
  return `urn:pulumi:test::test::test::${name}`;
}
