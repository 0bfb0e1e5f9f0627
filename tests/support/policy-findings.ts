import { readFileSync } from "node:fs";
import path from "node:path";

import { parseWaivers } from "../../config/policy/waivers";
import { isForResource, type Waiver } from "../../domain/policy/waiver";
import { appliesTo } from "../../policy/environments";
import { rules } from "../../policy/rules";
import type { Subject } from "../../tools/controls/outcomes";
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

/** What the policy pack reports about recorded resources. */
export function policyFindings(stackName: string, resources: readonly RecordedResource[]): readonly PolicyFinding[] {
  const stack = recordedSubjects(stackName, resources);
  return rules.flatMap((rule) =>
    "stackViolations" in rule
      ? rule.stackViolations(stack, {}).map((violation) => ({ rule: rule.name, ...violation }))
      : stack
          .filter(({ type }) => rule.types.includes(type) && appliesTo(stack, { environments: rule.environments }))
          .flatMap(({ urn, type, inputs }) =>
            rule.violations(inputs, type).map((message) => ({ rule: rule.name, urn, message })),
          ),
  );
}

/** Recorded resources as rules read them. They have no sources, because all their values are known. */
export function recordedSubjects(stack: string, resources: readonly RecordedResource[]): readonly Subject[] {
  return resources.map(({ type, name, id, inputs, state, options }) => ({
    urn: `urn:pulumi:${stack}::groundwork::${type}::${name}`,
    type,
    inputs,
    props: { ...inputs, ...state, id },
    sources: {},
    isProtected: options.protect,
  }));
}
