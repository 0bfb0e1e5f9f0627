import type { PolicyConfigSchema } from "@pulumi/policy";
import { defaultTags } from "./default-tags";
import type { Props } from "./props";
import type { Rule, StackResource, StackRule, StackViolation } from "./rule";

const ENVIRONMENTS = ["dev", "staging", "prod"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/**
 * The environment of a stack, from the default tag whose key contains `env`. A stack without such a tag is judged as prod,
 * which has the most rules.
 */
export function environmentOf(resources: readonly StackResource[]): Environment {
  const stated = Object.entries(defaultTags(resources)).find(([key]) => /env/i.test(key))?.[1];
  return ENVIRONMENTS.find((environment) => environment === stated) ?? "prod";
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
      return applies.includes(environmentOf(resources)) ? check(resources, config) : [];
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

/** The value of a setting for the environment of a stack. */
export function forEnvironment<T>(
  setting: unknown,
  defaults: Readonly<Partial<Record<Environment, T>>>,
  resources: readonly StackResource[],
): T | undefined {
  return ({ ...defaults, ...(setting as Props | undefined) } as typeof defaults)[environmentOf(resources)];
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
