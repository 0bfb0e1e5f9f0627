import { PolicyPack, type StackValidationPolicy } from "@pulumi/policy";
import type { PlacedWaiver } from "../config/policy/waivers";
import { CUSTOM_PREFIX } from "../domain/policy/rule-names";
import { levelOf } from "../domain/policy/levels";
import { stackOfUrn } from "../domain/policy/waiver";
import { type PackContext, reporter, toPolicy } from "./adapter";
import type { Rule } from "./rule";
import { onStackConfig, stackSettings } from "./stack-settings";
import { WaiverBook, WAIVERS_CURRENT } from "./waiver-book";

export interface PackOptions {
  readonly rules: readonly Rule[];
  readonly waivers: readonly PlacedWaiver[];
  readonly today: Date;
}

/** Serves the rules to the Pulumi engine. */
export function startPack({ rules, waivers, today }: PackOptions): void {
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

/** Names of own rules that a stack file has and the pack does not. The program knows the names of other rules only. */
function unknownRules(rules: readonly Rule[], names: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.startsWith(CUSTOM_PREFIX) && !rules.some((rule) => rule.name === name))
    .map((name) => `\`groundwork:policy\` sets the level of ${name}, and policy/custom/ has no rule of this name`);
}

function waiversPolicy(
  rules: readonly Rule[],
  { book, levelOf: level }: PackContext,
  otherProblems: () => readonly string[],
): StackValidationPolicy {
  return {
    name: WAIVERS_CURRENT.name,
    description: WAIVERS_CURRENT.description,
    get enforcementLevel() {
      return level(WAIVERS_CURRENT);
    },
    validateStack: ({ resources }, report) => {
      const stack = stackOfUrn(resources[0]?.urn ?? "");
      for (const problem of [...book.problems(stack, resources, rules), ...otherProblems()]) {
        reporter(report)({ message: [problem, ...EXPLANATION].join("\n") });
      }
    },
  };
}

const EXPLANATION = [
  "Why: A waiver that nobody needs would accept a violation of tomorrow, and one that has expired accepts nothing",
  "Fix: remove the entry; if its stack list is too wide, name the stacks that have the violation in `stacks`; if it has expired and the reason still holds, set a later `expires`",
];
