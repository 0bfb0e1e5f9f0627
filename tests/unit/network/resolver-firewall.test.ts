import { refuseNodeGroup } from "../../../sandbox/tables/eks-node-group-limits";
import { CLUSTER } from "../../../sandbox/tables/eks-objects";
import { isNameBlocked } from "../../../sandbox/tables/resolver-firewall";
import { Account, SCOPE } from "./ec2-account";

const DOMAIN_LIST = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const RULE_GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const ASSOCIATION = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";

const CREDENTIALS = "eks-auth.eu-west-1.api.aws";

const REFUSAL =
  "NodeCreationFailure: Unhealthy nodes in the kubernetes cluster: the DNS Firewall of their VPC blocks eks-auth.eu-west-1.api.aws";

/** A VPC whose DNS Firewall allows some domains and blocks others. */
class FilteredAccount extends Account {
  constructor(allowed: readonly string[], blocked: readonly string[], action: "BLOCK" | "ALERT" = "BLOCK") {
    super();
    const group = this.create(RULE_GROUP, "group", {});
    const lists = { allowed: { domains: allowed, action: "ALLOW" }, blocked: { domains: blocked, action } };
    for (const [index, [name, list]] of Object.entries(lists).entries()) {
      this.create(RULE, name, {
        firewallRuleGroupId: group.id,
        firewallDomainListId: this.create(DOMAIN_LIST, name, { domains: list.domains }).id,
        priority: 100 * (index + 1),
        action: list.action,
        ...(list.action === "BLOCK" ? { blockResponse: "NXDOMAIN" } : {}),
      });
    }
    this.create(ASSOCIATION, "association", { firewallRuleGroupId: group.id, vpcId: this.vpc.id, priority: 101 });
  }

  blocks(name: string): boolean {
    return isNameBlocked(this.cloud.world, this.vpc.id, name);
  }

  /** Why EKS refuses a node group in the subnet. */
  refusals(): string[] {
    const { world } = this.cloud;
    world.put({ type: CLUSTER, id: "prod", name: "prod", ...SCOPE, inputs: {}, state: {} });
    const request = { type: "", name: "", id: "", hex: () => "", ...SCOPE, world };
    return refuseNodeGroup({ ...request, inputs: { clusterName: "prod", subnetIds: [this.subnet.id] } });
  }
}

describe("the DNS Firewall of a VPC in the sandbox", () => {
  it.each([
    ["*.amazonaws.com", true],
    ["*.api.aws", false],
    ["eks-auth.eu-west-1.api.aws", false],
  ])("with only %s allowed blocks EKS Auth: %s", (allowed, blocked) => {
    expect(new FilteredAccount([allowed], ["*"]).blocks(CREDENTIALS)).toBe(blocked);
  });

  it("allows domains that match no list or only alert", () => {
    expect(new FilteredAccount([], ["example.com", "*.example.com"]).blocks(CREDENTIALS)).toBe(false);
    expect(new FilteredAccount([], ["*"], "ALERT").blocks(CREDENTIALS)).toBe(false);
  });

  it("applies to its VPC only", () => {
    const account = new FilteredAccount([], ["*"]);
    expect(isNameBlocked(account.cloud.world, account.other.id, CREDENTIALS)).toBe(false);
  });

  it("prevents nodes from becoming Ready if it blocks the credentials of the VPC CNI", () => {
    expect(new FilteredAccount(["*.amazonaws.com"], ["*"]).refusals()).toContain(REFUSAL);
    expect(new FilteredAccount(["*.api.aws"], ["*"]).refusals()).not.toContain(REFUSAL);
  });
});
