import type { PolicyConfigSchema } from "@pulumi/policy";
import { defaultTags } from "./default-tags";
import type { Props } from "./props";
import type { Rule, StackResource, StackRule, StackViolation } from "./rule";

const ENVIRONMENTS = ["dev", "staging", "prod"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/**
 * The environment of a stack: that of the stack file, or of the default tag whose key contains `env`. A stack without either
 * is judged as prod, which has the most rules.
 */
function environmentOf(resources: readonly StackResource[], { environment }: Props): Environment {
  const tag = Object.entries(defaultTags(resources)).find(([key]) => /env/i.test(key))?.[1];
  return ENVIRONMENTS.find((each) => each === (environment ?? tag)) ?? "prod";
}

/** A rule that applies to some environments only. Its setting `environments` in the configuration of the pack changes them. */
export function onlyIn(environments: readonly Environment[], rule: Rule): StackRule {
  const { name, description, controls, level } = rule;
  const check = onStack(rule);
  return {
    name,
    description,
    controls,
    level,
    configSchema: {
      properties: {
        ...("types" in rule ? {} : rule.configSchema?.properties),
        environments: {
          type: "array",
          items: { type: "string", enum: [...ENVIRONMENTS] },
          description: `Environments to which the rule applies. Default: ${environments.join(", ")}.`,
        },
      },
    },
    stackViolations: (resources, config) => {
      const applies = (config["environments"] ?? environments) as readonly string[];
      return applies.includes(environmentOf(resources, config)) ? check(resources, config) : [];
    },
  };
}

/** Schema of a setting with a value for each environment. */
export function perEnvironment(
  description: string,
  value: object,
): NonNullable<PolicyConfigSchema["properties"]>[string] {
  return {
    type: "object",
    description,
    properties: Object.fromEntries(ENVIRONMENTS.map((environment) => [environment, value])),
    additionalProperties: false,
  };
}

/** The value of a setting, which may have one for each environment, for the environment of a stack. */
export function forEnvironment<T>(
  setting: string,
  defaults: Readonly<Partial<Record<Environment, T>>>,
  resources: readonly StackResource[],
  config: Props,
): T | undefined {
  const own = config[setting] as typeof defaults | undefined;
  return { ...defaults, ...own }[environmentOf(resources, config)];
}

/** The check of a rule on a whole stack. */
export function onStack(rule: Rule): StackRule["stackViolations"] {
  if (!("types" in rule)) return rule.stackViolations;
  const { types, violations } = rule;
  return (resources) =>
    resources
      .filter(({ type }) => types.includes(type))
      .flatMap(({ urn, type, props }) => violations(props, type).map((message): StackViolation => ({ urn, message })));
}
