import type { PolicyConfigSchema } from "@pulumi/policy";
import { isExperimental } from "../domain/policy/levels";
import { providerTags } from "../domain/tags/tag-reach";
import { isRecord, type Props } from "./props";
import type { Environment, ResourceRule, Rule, StackResource, StackRule, StackViolation } from "./rule";

const ENVIRONMENTS: readonly Environment[] = ["dev", "staging", "prod"];

/**
 * The environment of a stack: that of the stack file, or of the default tag whose key contains `env`. A stack without either
 * is judged as prod, which has the most rules.
 */
function environmentOf(resources: readonly StackResource[], { environment }: Props): Environment {
  const tags = providerTags(resources)
    .filter(isRecord)
    .flatMap(Object.entries<unknown>);
  const tag = tags.find(([key]) => /env/i.test(key))?.[1];
  const name = environment ?? tag;
  if (typeof name === "string" && isExperimental(name)) return "dev";
  return ENVIRONMENTS.find((each) => each === name) ?? "prod";
}

/** A rule that applies to some environments only. Its setting `environments` in the configuration of the pack changes them. */
export function onlyIn(environments: readonly Environment[], rule: ResourceRule): ResourceRule;
export function onlyIn(environments: readonly Environment[], rule: StackRule): StackRule;
export function onlyIn(environments: readonly Environment[], rule: Rule): Rule {
  const configSchema = {
    properties: {
      ...rule.configSchema?.properties,
      environments: {
        type: "array",
        items: { type: "string", enum: [...ENVIRONMENTS] },
        description: `Environments to which the rule applies. Default: ${environments.join(", ")}.`,
      },
    },
  } satisfies PolicyConfigSchema;
  if ("types" in rule) return { ...rule, environments, configSchema };
  return {
    ...rule,
    configSchema,
    stackViolations: (resources, config) =>
      appliesTo(resources, { environments, ...config }) ? rule.stackViolations(resources, config) : [],
  };
}

/**
 * Whether a rule applies to a stack.
 *
 * @param resources the resources of the stack; none while single resources are checked
 * @param settings of the rule, with its own `environments` unless others are set
 */
export function appliesTo(resources: readonly StackResource[], settings: Props): boolean {
  const environments = settings["environments"] as readonly string[] | undefined;
  return environments?.includes(environmentOf(resources, settings)) ?? true;
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

/** The check of a rule about single resources on all resources of a stack. */
export function onStack({
  types,
  violations,
}: Pick<ResourceRule, "types" | "violations">): StackRule["stackViolations"] {
  return (resources) =>
    resources
      .filter(({ type }) => types.includes(type))
      .flatMap(({ urn, type, props }) => violations(props, type).map((message): StackViolation => ({ urn, message })));
}
