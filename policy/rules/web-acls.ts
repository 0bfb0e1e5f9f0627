import { UNKNOWN, at, differs, elements, isAbsent } from "../props";
import type { Rule } from "../rule";

/** Rules about web ACLs of AWS WAF. */
export const webAclRules: readonly Rule[] = [
  {
    name: "web-acl-rules",
    description: "Web ACLs have rules, and CloudWatch gets the metrics of each",
    controls: ["WAF.10", "WAF.12"],
    level: "advisory",
    types: ["aws:wafv2/webAcl:WebAcl"],
    violations: ({ rules, ruleJson }) => {
      // Rules as JSON are not examined.
      if (rules === UNKNOWN || !isAbsent(ruleJson)) return [];
      if (!Array.isArray(rules) || rules.length === 0)
        return ["The web ACL has no rule, so it allows or blocks everything; add rules"];
      return elements(rules)
        .filter((rule) => differs(at(rule, "visibilityConfig.cloudwatchMetricsEnabled"), true))
        .map(
          (rule) =>
            `The rule "${String(at(rule, "name"))}" has no metrics; set visibilityConfig.cloudwatchMetricsEnabled to true`,
        );
    },
  },
];
