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
} as const satisfies Codes<"policy">;
