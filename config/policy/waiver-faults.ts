import type { RuleLevel } from "../../domain/policy/levels";
import { hasExpired, isForStack } from "../../domain/policy/waiver";
import type { Problem } from "../diagnostics/problem";
import type { PlacedWaiver } from "./waivers";

/** What a stack file says about the rules of the policy pack. */
export interface StackRules {
  readonly stack: string;
  /** Levels of single rules by name. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/**
 * Waivers that the policy pack would refuse in a preview or update of these stacks, as far as it is known without one: those
 * that have expired, and those of a rule that a stack disables, which no violation can match.
 */
export function waiverFaults(
  waivers: readonly PlacedWaiver[],
  stacks: readonly StackRules[],
  today: Date,
): readonly Problem[] {
  return waivers.flatMap((waiver, index): Problem[] => {
    const own = stacks.filter(({ stack }) => isForStack(waiver, stack));
    const problem = { ...COMMON, position: { line: waiver.line, column: 1 } };
    if (own.length > 0 && hasExpired(waiver, today)) {
      return [
        {
          ...problem,
          code: "policy/expired-waiver",
          path: `waivers[${index}].expires`,
          message: "The last day of the waiver is over, so its violations stop previews and updates again.",
          found: waiver.expires,
          allowed: "today, or a later day",
          fix: ["correct the resource and remove the waiver, or set a later day if its reason still holds"],
        },
      ];
    }
    const disabling = own.filter(({ rules }) => rules[waiver.rule] === "disabled").map(({ stack }) => stack);
    if (disabling.length === 0) return [];
    return [
      {
        ...problem,
        code: "policy/unused-waiver",
        path: `waivers[${index}].rule`,
        message: `The rule is disabled in ${disabling.join(", ")}, so the waiver matches no violation there.`,
        found: waiver.rule,
        allowed: "a rule that checks the stacks of the waiver",
        fix: [
          `name only the other stacks in \`stacks\`, remove the waiver, or remove \`policy.rules.${waiver.rule}\` from the stack file`,
        ],
      },
    ];
  });
}

const COMMON = { severity: "error", see: [] } as const;
