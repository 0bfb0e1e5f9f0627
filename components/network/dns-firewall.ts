import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";

import { autonameFits } from "../../domain/names";
import { type DomainListsArgs, type FirewallRule, firewallRules } from "./dns-firewall-rules";
import type { NetworkScope } from "./scope";

export interface DnsFirewallArgs extends DomainListsArgs {
  /** Whether queries are answered while DNS Firewall is impaired. */
  readonly failOpen: boolean;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html */
const RULE_NAME_LENGTH = 64;

/** Firewall Manager reserves the priorities 100 and 9900. */
const GROUP_PRIORITY = 101;

/**
 * Creates a DNS Firewall rule group for queries to the VPC's resolver; creates nothing without a list.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
 */
export function createDnsFirewall(scope: NetworkScope, dnsFirewall: DnsFirewallArgs): void {
  const rules = firewallRules(dnsFirewall);
  if (rules.length === 0) return;
  const { parent, name, platformName, vpcId } = scope;
  const logicalName = `${name}-dns-firewall`;
  const tags = { Name: `${platformName}-dns-firewall` };
  const group = new route53.ResolverFirewallRuleGroup(logicalName, { tags }, { parent });
  // Created first and deleted last, so that allowed domains resolve at any time.
  const exceptions = createRules(
    scope,
    group,
    rules.filter(({ action }) => action === "ALLOW"),
    [],
  );
  const others = createRules(
    scope,
    group,
    rules.filter(({ action }) => action !== "ALLOW"),
    exceptions,
  );
  new route53.ResolverFirewallRuleGroupAssociation(
    logicalName,
    { firewallRuleGroupId: group.id, vpcId, priority: GROUP_PRIORITY, tags },
    // Rule groups of a VPC need different priorities.
    { parent, dependsOn: [...exceptions, ...others], deleteBeforeReplace: true },
  );
  new route53.ResolverFirewallConfig(
    logicalName,
    { resourceId: vpcId, firewallFailOpen: dnsFirewall.failOpen ? "ENABLED" : "DISABLED" },
    { parent },
  );
}

function createRules(
  scope: NetworkScope,
  group: route53.ResolverFirewallRuleGroup,
  rules: readonly FirewallRule[],
  dependsOn: pulumi.Resource[],
): pulumi.Resource[] {
  return rules.map(({ key, priority, action, list }) => {
    const logicalName = `${scope.name}-dns-firewall-${key}`;
    return new route53.ResolverFirewallRule(
      logicalName,
      {
        firewallRuleGroupId: group.id,
        firewallDomainListId: typeof list === "string" ? list : createDomainList(scope, key, list).id,
        priority,
        action,
        ...(autonameFits(logicalName, RULE_NAME_LENGTH) ? {} : { name: key }),
        // The domains to which a CNAME of an allowed domain leads are not known in advance.
        ...(action === "ALLOW" ? { firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" } : {}),
        ...(action === "BLOCK" ? { blockResponse: "NXDOMAIN" } : {}),
      },
      // Rules of a group need different priorities, so the old rule is deleted first.
      { parent: scope.parent, dependsOn, deleteBeforeReplace: true },
    );
  });
}

function createDomainList(
  { parent, name, platformName }: NetworkScope,
  key: string,
  domains: readonly string[],
): route53.ResolverFirewallDomainList {
  return new route53.ResolverFirewallDomainList(
    `${name}-dns-firewall-${key}`,
    { domains: [...domains], tags: { Name: `${platformName}-dns-firewall-${key}` } },
    { parent },
  );
}
