import { CUSTOM_PREFIX, RULE_NAMES } from "../../domain/policy/rule-names";
import { suggest } from "../../domain/suggest";
import type { Rule } from "../check/rule";
import { edit, move } from "../diagnostics/finding";
import type { Path } from "../source/path";

/** Own rules are not known here: the policy pack refuses names of those that do not exist. */
const rulesExist: Rule = function* ({ policy }) {
  for (const name of Object.keys(policy?.rules ?? {})) {
    if (RULE_NAMES.includes(name) || name.startsWith(CUSTOM_PREFIX)) continue;
    const path: Path = ["policy", "rules", name];
    const meant = suggest(name, RULE_NAMES);
    yield {
      code: "policy/unknown-rule",
      path,
      message: `The policy pack has no rule of this name.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
      allowed: "a name that docs/reference/policy-rules.md lists",
      fix: [
        meant === undefined || policy?.rules[meant] !== undefined
          ? edit("name a rule that docs/reference/policy-rules.md lists, or remove the key")
          : move(path, ["policy", "rules", meant]),
      ],
    };
  }
};

export const policyRules: readonly Rule[] = [rulesExist];
