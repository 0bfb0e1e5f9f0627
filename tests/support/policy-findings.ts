import { defaultTags } from "../../policy/default-tags";
import type { StackResource } from "../../policy/rule";
import { rules } from "../../policy/rules";
import type { RecordedResource } from "./record";

export interface PolicyFinding {
  readonly rule: string;
  /** `<type>::<logical name>`. */
  readonly resource: string;
  readonly message: string;
}

/**
 * What the policy pack reports about recorded resources. Recordings know no sources, because all values are known, and
 * mocks merge no default tags, which the provider of AWS adds to `tagsAll`.
 */
export function policyFindings(resources: readonly RecordedResource[]): readonly PolicyFinding[] {
  const recorded = resources.map(stackResource);
  const tags = defaultTags(recorded);
  const stack = recorded.map(({ props, ...resource }) => ({
    ...resource,
    props: "tagsAll" in props ? { ...props, tagsAll: { ...tags, ...(props["tagsAll"] as object) } } : props,
  }));
  return rules.flatMap((rule) =>
    "stackViolations" in rule
      ? rule.stackViolations(stack, {}).map(({ urn, message }) => ({ rule: rule.name, resource: urn, message }))
      : resources
          .filter(({ type }) => rule.types.includes(type))
          .flatMap(({ type, name, inputs }) =>
            rule
              .violations(inputs, type)
              .map((message) => ({ rule: rule.name, resource: `${type}::${name}`, message })),
          ),
  );
}

function stackResource({ type, name, id, inputs, state, options }: RecordedResource): StackResource {
  return {
    urn: `${type}::${name}`,
    type,
    props: { ...inputs, ...state, id },
    sources: {},
    isProtected: options.protect,
  };
}
