/** The lists that AWS keeps: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html */
export type ManagedDomainList = keyof typeof MANAGED_LIST_PRIORITIES;

export interface DomainListsArgs {
  readonly blockedDomains: readonly string[];
  /** Exceptions from everything that blocks. */
  readonly allowedDomains: readonly string[];
  /** Ids of lists that AWS keeps, in this Region. */
  readonly managedDomainLists: Readonly<Partial<Record<ManagedDomainList, string>>>;
  /** `alert` lets a query through and marks it in the query log. */
  readonly action: "block" | "alert";
}

/** One rule of the firewall. The key is part of its logical name. */
export interface FirewallRule {
  readonly key: string;
  readonly priority: number;
  readonly action: "ALLOW" | "BLOCK" | "ALERT";
  /** Domains of the platform's own list, or the id of one that AWS keeps. */
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
 * The rules in the order in which a query meets them; the first that names it decides. What a rule is for says its
 * priority, which no two may share, so a list that comes or goes moves no other.
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

/** AWS ends every name with a dot and the provider takes it off again, but for this one, which would show as a change. */
function asListed(domain: string): string {
  return domain === "*" ? "*." : domain;
}
