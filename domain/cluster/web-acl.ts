/** Managed rule groups of AWS WAF without an additional fee, by key. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export const MANAGED_RULES = {
  common: "AWSManagedRulesCommonRuleSet",
  "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
  "ip-reputation": "AWSManagedRulesAmazonIpReputationList",
} as const;
export type ManagedRules = keyof typeof MANAGED_RULES;
export const MANAGED_RULES_KEYS = Object.keys(MANAGED_RULES) as readonly ManagedRules[];

/** Requests of a rate-based rule: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html */
export const RATE_LIMIT = { min: 10, max: 2_000_000_000 } as const;
/** Seconds in which a rate-based rule counts requests. */
export const RATE_WINDOW_SECONDS = 300;

/** Prefix that AWS WAF requires: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
const LOG_GROUP_PREFIX = "aws-waf-logs-";

export function webAclLogGroupName(clusterName: string): string {
  return `${LOG_GROUP_PREFIX}${clusterName}`;
}

/** Rules of a web ACL: the rate limit, and each managed rule group. Each costs $1 a month. */
export function webAclRuleCount({ managedRules }: { readonly managedRules: readonly unknown[] }): number {
  return 1 + managedRules.length;
}
