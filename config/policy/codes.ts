import type { Codes } from "../diagnostics/code";

export const policyCodes = {
  "policy/unknown-rule": {
    cause: "The policy pack has no rule of this name, so the level would have no effect.",
    remedy:
      "Name a rule that docs/reference/policy-rules.md lists, or one of your own, whose name begins with `custom-`.",
  },
  "policy/invalid-waiver": {
    cause:
      "`policy/waivers.yaml` has an entry that is incomplete or wrong, so it is unclear which violations it accepts. The policy pack does not start.",
    remedy: "Correct the entry; docs/policy.md describes its keys.",
  },
  "policy/expired-waiver": {
    cause:
      "A waiver accepts violations until its last day, in UTC. Afterwards the policy pack reports them again, and the waiver as a violation of `waivers-current`.",
    remedy: "Correct the resource and remove the waiver, or set a later day if its reason still holds.",
  },
  "policy/unused-waiver": {
    cause:
      "A stack file disables the rule of a waiver, so no violation can match the waiver, and the policy pack refuses it as unused.",
    remedy: "Name only stacks in `stacks` that have the rule, or remove the waiver.",
  },
} as const satisfies Codes<"policy">;
