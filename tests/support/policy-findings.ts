import { readFileSync } from "node:fs";
import path from "node:path";

import { parseWaivers } from "../../config/policy/waivers";
import { isForResource, type Waiver } from "../../domain/policy/waiver";
import { appliesTo } from "../../policy/environments";
import type { StackResource } from "../../policy/rule";
import { rules } from "../../policy/rules";
import type { RecordedResource } from "./record";
import { STACKS_DIR } from "./stack-files";

export interface PolicyFinding {
  readonly rule: string;
  /** URN in a stack of this name. */
  readonly urn: string;
  readonly message: string;
}

const WAIVERS_FILE = path.join(STACKS_DIR, "waivers.yaml");

/** The waivers of the stacks of the tests. */
export const WAIVERS: readonly Waiver[] = parseWaivers(
  readFileSync(WAIVERS_FILE, "utf8"),
  WAIVERS_FILE,
  rules.map(({ name }) => name),
);

/** The findings that no waiver is about. */
export function unwaived(found: readonly PolicyFinding[], waivers = WAIVERS): readonly PolicyFinding[] {
  return found.filter(({ rule, urn }) => !waivers.some((waiver) => waiver.rule === rule && isForResource(waiver, urn)));
}

/** What the policy pack reports about recorded resources. Recordings know no sources, because all values are known. */
export function policyFindings(stackName: string, resources: readonly RecordedResource[]): readonly PolicyFinding[] {
  const stack = resources.map((resource) => stackResource(stackName, resource));
  return rules.flatMap((rule) =>
    "stackViolations" in rule
      ? rule.stackViolations(stack, {}).map((violation) => ({ rule: rule.name, ...violation }))
      : resources
          .filter(({ type }) => rule.types.includes(type) && appliesTo(stack, { environments: rule.environments }))
          .flatMap((resource) => {
            const { urn } = stackResource(stackName, resource);
            return rule
              .violations(resource.inputs, resource.type)
              .map((message) => ({ rule: rule.name, urn, message }));
          }),
  );
}

function stackResource(stack: string, { type, name, id, inputs, state, options }: RecordedResource): StackResource {
  return {
    urn: `urn:pulumi:${stack}::groundwork::${type}::${name}`,
    type,
    props: { ...inputs, ...state, id },
    sources: {},
    isProtected: options.protect,
  };
}
