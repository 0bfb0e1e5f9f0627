import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";

import { autonameFits } from "../../domain/names";
import { type DomainListsArgs, type FirewallRule, firewallRules } from "./dns-firewall-rules";
import type { NetworkScope } from "./scope";

export interface DnsFirewallArgs extends DomainListsArgs {
  /** Whether names resolve when the firewall itself fails. */
  readonly failOpen: boolean;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html */
const RULE_NAME_LENGTH = 64;

/** Firewall Manager has 100 and 9900 to itself, for groups before and after everyone else's. */
const GROUP_PRIORITY = 101;

/**
 * DNS Firewall: rules about the names that the VPC's resolver answers for; none at all without a list.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
 */
export function createDnsFirewall(scope: NetworkScope, dnsFirewall: DnsFirewallArgs): void {
  const rules = firewallRules(dnsFirewall);
  if (rules.length === 0) return;
  const { parent, name, platformName, vpcId } = scope;
  const logicalName = `${name}-dns-firewall`;
  const tags = { Name: `${platformName}-dns-firewall` };
  const group = new route53.ResolverFirewallRuleGroup(logicalName, { tags }, { parent });
  // Exceptions come first and go last, or the resolver would for a moment refuse what it should answer.
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
    // A VPC takes one group of a priority.
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
        // Whoever allows a domain cannot know through which others its CNAME leads.
        ...(action === "ALLOW" ? { firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" } : {}),
        ...(action === "BLOCK" ? { blockResponse: "NXDOMAIN" } : {}),
      },
      // Two rules of a group cannot have one priority: the rule of another list waits until the old one is gone.
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
