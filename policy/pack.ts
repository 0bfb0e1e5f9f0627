import { PolicyPack, type StackValidationPolicy } from "@pulumi/policy";
import type { PlacedWaiver } from "../config/policy/waivers";
import { levelOf } from "../domain/policy/levels";
import { stackOfUrn } from "../domain/policy/waiver";
import { type PackContext, reporter, toPolicy } from "./adapter";
import type { Rule } from "./rule";
import { allResources, describeResourcesOnce, ignoreRemediations, readPropertiesOnce } from "./sdk-cache";
import { onStackConfig, stackSettings } from "./stack-settings";
import { type ExceptionFault, WaiverBook, WAIVERS_CURRENT } from "./waiver-book";

export interface PackOptions {
  readonly rules: readonly Rule[];
  readonly waivers: readonly PlacedWaiver[];
  readonly today: Date;
}

/** Serves the rules to the Pulumi engine. */
export function startPack({ rules, waivers, today }: PackOptions): void {
  readPropertiesOnce();
  ignoreRemediations();
  describeResourcesOnce();
  let settings = stackSettings(new Map());
  onStackConfig((config) => {
    settings = stackSettings(config);
  });
  const context: PackContext = {
    book: new WaiverBook(waivers, today),
    levelOf: (rule) => levelOf(rule, settings),
    settingsOf: (rule) => ({ environment: settings.environment, ...settings.ruleSettings[rule] }),
  };
  new PolicyPack("groundwork", {
    policies: [
      ...rules.map((rule) => toPolicy(rule, context)),
      waiversPolicy(rules, context, () => unknownRules(rules, Object.keys(settings.rules))),
    ],
  });
}

/** Rules that a stack file names and the pack does not have. The program of an application does not check these names. */
function unknownRules(rules: readonly Rule[], names: readonly string[]): readonly ExceptionFault[] {
  const known = [...rules, WAIVERS_CURRENT].map(({ name }) => name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      finding: `The stack file sets the level of ${name}, and the policy pack has no rule of this name`,
      fix: "Correct the name in `policy.rules` of the stack file, or remove the key",
    }));
}

function waiversPolicy(
  rules: readonly Rule[],
  { book, levelOf: level }: PackContext,
  otherFaults: () => readonly ExceptionFault[],
): StackValidationPolicy {
  return {
    name: WAIVERS_CURRENT.name,
    description: WAIVERS_CURRENT.description,
    get enforcementLevel() {
      return level(WAIVERS_CURRENT);
    },
    validateStack: (given, report) => {
      const resources = allResources(given.resources);
      const stack = stackOfUrn(resources[0]?.urn ?? "");
      for (const { finding, fix } of [...book.problems(stack, resources, rules), ...otherFaults()]) {
        reporter(report)({ message: [finding, `Why: ${WAIVERS_CURRENT.reason}`, `Fix: ${fix}`].join("\n") });
      }
    },
  };
}
