import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Props, UNKNOWN } from "./props";
import type { Rule, StackResource } from "./rule";

/** Converts a rule to a policy of the Pulumi engine. */
export function toPolicy(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  const facts = { name: rule.name, description: describe(rule), enforcementLevel: rule.level };
  if ("types" in rule) {
    return {
      ...facts,
      validateResource: ({ type, props }, report) => {
        if (!rule.types.includes(type)) return;
        for (const message of rule.violations(plainProps(props), type)) report(message);
      },
    };
  }
  return {
    ...facts,
    ...(rule.configSchema === undefined ? {} : { configSchema: rule.configSchema }),
    validateStack: (stack, report) => {
      const violations = rule.stackViolations(stack.resources.map(stackResource), stack.getConfig());
      for (const { urn, message } of violations) report(message, urn);
    },
  };
}

/** The description followed by the controls: "Symmetric KMS keys rotate every year (KMS.4)". */
export function describe({ description, controls }: Rule): string {
  return controls.length === 0 ? description : `${description} (${controls.join(", ")})`;
}

function stackResource({ urn, type, props, propertyDependencies, opts }: PolicyResource): StackResource {
  const sources = Object.entries(propertyDependencies).map(([key, from]) => [key, from.map((source) => source.urn)]);
  return {
    urn,
    type,
    props: plainProps(props),
    sources: Object.fromEntries(sources) as StackResource["sources"],
    isProtected: opts.protect,
  };
}

/** Replaces unknown values by `UNKNOWN`, because the SDK throws and skips the rule when it reads one. */
export function plainProps(props: Readonly<Record<string, unknown>>): Props {
  return plain(props) as Props;
}

function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(container: object, key: string | number): unknown {
  try {
    return plain((container as Record<string | number, unknown>)[key]);
  } catch {
    return UNKNOWN;
  }
}
