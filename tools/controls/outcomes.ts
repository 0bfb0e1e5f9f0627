import { hasExpired, isForResource, type Waiver } from "../../domain/policy/waiver";
import { appliesTo } from "../../policy/environments";
import { evaluateResource, evaluateStack } from "../../policy/evaluate";
import type { Props } from "../../policy/props";
import type { Rule, StackResource } from "../../policy/rule";

/** A resource with what rules about single resources read, and what rules about stacks read. */
export interface Subject extends StackResource {
  readonly inputs: Props;
}

/** What one rule says about a stack. */
export interface RuleOutcome {
  readonly violations: readonly Finding[];
  readonly waived: readonly (Finding & { readonly waiver: Waiver })[];
  /** URNs of resources with a value that the rule needs and that is unknown. */
  readonly undecided: readonly string[];
  /** URNs of resources that do not meet the controls and that the rule accepts. */
  readonly accepted: readonly string[];
}

interface Finding {
  readonly urn: string;
  readonly message: string;
}

export interface Circumstances {
  readonly waivers: readonly Waiver[];
  /** Settings of a rule in the stack, with the environment. */
  readonly settingsOf: (rule: string) => Props;
  readonly today: Date;
}

/** Runs a rule on the resources of a stack, with the judgement and the waivers of the policy pack. */
export function outcomeOf(rule: Rule, resources: readonly Subject[], circumstances: Circumstances): RuleOutcome {
  const { violations, undecided } = judged(rule, resources, circumstances.settingsOf(rule.name));
  const found = violations.map((finding) => ({ ...finding, waiver: waiverOf(rule.name, finding.urn, circumstances) }));
  return {
    violations: found.filter(({ waiver }) => waiver === undefined),
    waived: found.flatMap(({ waiver, ...finding }) => (waiver === undefined ? [] : [{ ...finding, waiver }])),
    undecided,
    accepted: resources.filter((resource) => rule.accepts?.(resource, resources) === true).map(({ urn }) => urn),
  };
}

function judged(
  rule: Rule,
  resources: readonly Subject[],
  settings: Props,
): { readonly violations: readonly Finding[]; readonly undecided: readonly string[] } {
  if ("stackViolations" in rule) {
    const { violations, undecided } = evaluateStack(rule, resources, settings);
    return { violations, undecided: undecided.map(({ urn }) => urn) };
  }
  if (!appliesTo([], { environments: rule.environments, ...settings })) return { violations: [], undecided: [] };
  const results = resources
    .filter(({ type }) => rule.types.includes(type))
    .map(({ urn, type, inputs }) => ({ urn, ...evaluateResource(rule, inputs, type) }));
  return {
    violations: results.flatMap(({ urn, violations }) => violations.map((message) => ({ urn, message }))),
    undecided: results.filter(({ undecided }) => undecided.length > 0).map(({ urn }) => urn),
  };
}

function waiverOf(rule: string, urn: string, { waivers, today }: Circumstances): Waiver | undefined {
  return waivers.find((waiver) => waiver.rule === rule && isForResource(waiver, urn) && !hasExpired(waiver, today));
}
