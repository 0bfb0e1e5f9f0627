/** A violation of a mandatory rule stops the preview or update; one of an advisory rule is a warning. */
export const LEVELS = ["advisory", "mandatory"] as const;
export const RULE_LEVELS = [...LEVELS, "disabled"] as const;

export type Level = (typeof LEVELS)[number];
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** What a stack file says about the levels of rules. */
export interface PolicySettings {
  /** Highest level of the rules that are not in `rules`. */
  readonly level: Level;
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** Environments for experiments, whose stacks can be lost. The rules of the policy pack judge all of them like dev. */
const EXPERIMENTAL = ["dev", "ephemeral"];

export function isExperimental(environment: string | undefined): boolean {
  return environment !== undefined && EXPERIMENTAL.includes(environment);
}

/**
 * Only environments for experiments may break rules. The rules of staging are mandatory, although the schema allows it cheaper
 * settings than prod (config/stack/production-rules.ts): a violation has to stop an update before that of prod. A stack
 * without an environment, such as that of an application, may be one of prod.
 */
export function defaultLevel(environment: string | undefined): Level {
  return isExperimental(environment) ? "advisory" : "mandatory";
}

/** The level of a rule in a stack: its own one, unless the stack file lowers all rules, or names the rule. */
export function levelOf(rule: { readonly name: string; readonly level: Level }, settings: PolicySettings): RuleLevel {
  const named = Object.hasOwn(settings.rules, rule.name) ? settings.rules[rule.name] : undefined;
  return named ?? (settings.level === "advisory" ? "advisory" : rule.level);
}
