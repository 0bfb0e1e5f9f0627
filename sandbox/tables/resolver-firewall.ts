import type { World, WorldObject } from "../world";
import { SUBNET, vpcOf } from "./ec2-objects";
import type { Props } from "../props";
import type { Request } from "./table";

export const DOMAIN_LIST = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
export const FIREWALL_RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
export const RULE_GROUP_ASSOCIATION =
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";

/**
 * Whether the DNS Firewall of a VPC blocks a domain. The first matching rule decides, in order of the priorities of groups
 * and rules. Lists that AWS manages are not in this world; they are assumed to contain no domains of AWS.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-settings.html
 */
export function isNameBlocked(world: World, vpcId: string, name: string): boolean {
  const deciding = world
    .ofType(RULE_GROUP_ASSOCIATION, { vpcId })
    .toSorted(byPriority)
    .flatMap(({ state }) =>
      world.ofType(FIREWALL_RULE, { firewallRuleGroupId: state["firewallRuleGroupId"] }).toSorted(byPriority),
    )
    .find(({ state }) => names(world, state, name));
  return deciding?.state["action"] === "BLOCK";
}

/** The CNI gets its credentials from EKS Auth. Without the CNI, a node stays NotReady until the node group times out. */
export function refuseBlockedCredentials({ inputs, world, region }: Request): string[] {
  const name = `eks-auth.${region}.api.aws`;
  const subnetIds = Array.isArray(inputs["subnetIds"]) ? inputs["subnetIds"].map(String) : [];
  const vpcIds = new Set(subnetIds.map((id) => vpcOf(world, SUBNET, id)));
  return [...vpcIds].some((vpcId) => vpcId !== undefined && isNameBlocked(world, vpcId, name))
    ? [`NodeCreationFailure: Unhealthy nodes in the kubernetes cluster: the DNS Firewall of their VPC blocks ${name}`]
    : [];
}

function byPriority(one: WorldObject, other: WorldObject): number {
  return Number(one.state["priority"]) - Number(other.state["priority"]);
}

function names(world: World, rule: Props, name: string): boolean {
  const list = world.get(DOMAIN_LIST, String(rule["firewallDomainListId"]));
  const domains = (list?.inputs["domains"] ?? []) as readonly string[];
  return domains.some((domain) => {
    if (domain === "*" || domain === "*." || domain === name) return true;
    return domain.startsWith("*.") && name.endsWith(domain.slice(1));
  });
}
