/** Domain lists that AWS manages: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html */
type ManagedDomainList = keyof typeof MANAGED_LIST_PRIORITIES;

export interface DomainListsArgs {
  readonly blockedDomains: readonly string[];
  /** Exceptions, evaluated before the other lists. */
  readonly allowedDomains: readonly string[];
  /** IDs of AWS managed domain lists in this Region. */
  readonly managedDomainLists: Readonly<Partial<Record<ManagedDomainList, string>>>;
  /** `alert` answers the query and marks it in the query log. */
  readonly action: "block" | "alert";
}

/** One rule of the firewall. `key` is part of its logical name. */
export interface FirewallRule {
  readonly key: string;
  readonly priority: number;
  readonly action: "ALLOW" | "BLOCK" | "ALERT";
  /** Domains of a list that the stack creates, or the ID of an AWS managed list. */
  readonly list: readonly string[] | string;
}

const ALLOWED_PRIORITY = 100;
const BLOCKED_PRIORITY = 200;
const MANAGED_LIST_PRIORITIES = {
  AWSManagedDomainsAggregateThreatList: 300,
  AWSManagedDomainsMalwareDomainList: 400,
  AWSManagedDomainsBotnetCommandandControl: 500,
  AWSManagedDomainsAmazonGuardDutyThreatList: 600,
} as const;

/**
 * Rules in the order of evaluation; the first match decides. Each list has a fixed, unique priority, so adding or removing
 * a list changes no other rule.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-settings.html
 */
export function firewallRules(args: DomainListsArgs): FirewallRule[] {
  const action = args.action === "block" ? "BLOCK" : "ALERT";
  const own: FirewallRule[] = [
    { key: "allowed", priority: ALLOWED_PRIORITY, action: "ALLOW", list: args.allowedDomains.map(asListed) },
    { key: "blocked", priority: BLOCKED_PRIORITY, action, list: args.blockedDomains.map(asListed) },
  ];
  const managed = Object.entries(MANAGED_LIST_PRIORITIES).map(([key, priority]): FirewallRule => {
    return { key, priority, action, list: args.managedDomainLists[key as ManagedDomainList] ?? "" };
  });
  return [...own, ...managed].filter(({ list }) => list.length > 0);
}

/** AWS adds a trailing dot to every domain and the provider removes it, except for `*.`, which would show as a change. */
function asListed(domain: string): string {
  return domain === "*" ? "*." : domain;
}
