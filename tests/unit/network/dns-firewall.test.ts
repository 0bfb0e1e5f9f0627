import { type DomainListsArgs, firewallRules } from "../../../components/network/dns-firewall-rules";
import type { RecordedResource, Recording } from "../../support/record";
import { NETWORK_ARGS, compareNetworks, recordNetwork } from "./fixture";

const DOMAIN_LIST = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const RULE_GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const ASSOCIATION = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
const CONFIG = "aws:route53/resolverFirewallConfig:ResolverFirewallConfig";
const TYPES = [DOMAIN_LIST, RULE_GROUP, RULE, ASSOCIATION, CONFIG];

const THREATS = "AWSManagedDomainsAggregateThreatList";
const MALWARE = "AWSManagedDomainsMalwareDomainList";

const CLOSED = {
  ...NETWORK_ARGS.dnsFirewall,
  blockedDomains: ["*"],
  allowedDomains: ["*.amazonaws.com", "example.com"],
  managedDomainLists: { [THREATS]: "rslvr-fdl-1" },
};

/** In the order of evaluation. */
function rulesOf(network: Recording<unknown>): RecordedResource[] {
  const priority = (rule: RecordedResource): number => Number(rule.inputs["priority"]);
  return [...network.ofType(RULE)].sort((a, b) => priority(a) - priority(b));
}

describe("the DNS Firewall", () => {
  it("is not created without a list", async () => {
    const network = await recordNetwork({ dnsFirewall: { ...NETWORK_ARGS.dnsFirewall, failOpen: true } });
    expect(TYPES.flatMap((type) => network.ofType(type))).toEqual([]);
  });

  it("blocks listed domains except for exceptions", async () => {
    const network = await recordNetwork({ dnsFirewall: CLOSED });
    const firewallRuleGroupId = network.one(RULE_GROUP).id;
    expect(rulesOf(network).map(({ inputs }) => inputs)).toEqual([
      {
        firewallRuleGroupId,
        firewallDomainListId: network.one(DOMAIN_LIST, "network-dns-firewall-allowed").id,
        priority: 100,
        action: "ALLOW",
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
      },
      {
        firewallRuleGroupId,
        firewallDomainListId: network.one(DOMAIN_LIST, "network-dns-firewall-blocked").id,
        priority: 200,
        action: "BLOCK",
        blockResponse: "NXDOMAIN",
      },
      {
        firewallRuleGroupId,
        firewallDomainListId: "rslvr-fdl-1",
        // The name that Pulumi generates would be longer than the provider accepts.
        name: THREATS,
        priority: 300,
        action: "BLOCK",
        blockResponse: "NXDOMAIN",
      },
    ]);
    const domains = (list: string): unknown =>
      network.one(DOMAIN_LIST, `network-dns-firewall-${list}`).inputs["domains"];
    expect([domains("allowed"), domains("blocked")]).toEqual([["*.amazonaws.com", "example.com"], ["*."]]);
  });

  it("alerts instead of blocking with `action` alert, except for exceptions", async () => {
    const network = await recordNetwork({ dnsFirewall: { ...CLOSED, action: "alert" } });
    expect(rulesOf(network).map((rule) => [rule.inputs["action"], rule.inputs["blockResponse"]])).toEqual([
      ["ALLOW", undefined],
      ["ALERT", undefined],
      ["ALERT", undefined],
    ]);
  });

  it("is associated with the VPC after its rules, and creates exceptions first", async () => {
    const network = await recordNetwork({ dnsFirewall: CLOSED });
    const rules = rulesOf(network).map(({ name }) => `${RULE}::${name}`);
    expect(network.one(ASSOCIATION).options.dependsOn).toEqual(rules);
    expect(rulesOf(network).map(({ options }) => options.dependsOn)).toEqual([[], [rules[0]], [rules[0]]]);
    expect(network.one(ASSOCIATION).inputs["priority"]).toBe(101);
  });

  it.each([
    [false, "DISABLED"],
    [true, "ENABLED"],
  ])("has failOpen %s", async (failOpen, firewallFailOpen) => {
    const network = await recordNetwork({ dnsFirewall: { ...CLOSED, failOpen } });
    expect(network.one(CONFIG).inputs).toMatchObject({ firewallFailOpen });
  });

  it("changes no other resource when a list is added", async () => {
    const managedDomainLists = { [MALWARE]: "rslvr-fdl-2", ...CLOSED.managedDomainLists };
    const [before, after] = [
      await recordNetwork({ dnsFirewall: CLOSED }),
      await recordNetwork({ dnsFirewall: { ...CLOSED, managedDomainLists } }),
    ];
    expect(compareNetworks(before, after)).toEqual({
      added: [`ResolverFirewallRule::network-dns-firewall-${MALWARE}`],
      removed: [],
      changed: ["ResolverFirewallRuleGroupAssociation::network-dns-firewall"],
    });
  });
});

describe("firewallRules", () => {
  const lists = { [THREATS]: "a", [MALWARE]: "b" };
  const ALL: DomainListsArgs = {
    blockedDomains: ["b"],
    allowedDomains: ["a"],
    managedDomainLists: lists,
    action: "block",
  };
  const priorities = (args: DomainListsArgs) =>
    Object.fromEntries(firewallRules(args).map(({ key, priority }) => [key, priority]));

  it.each<[string, Partial<DomainListsArgs>]>([
    ["the exceptions", { allowedDomains: [] }],
    ["the blocked domains", { blockedDomains: [] }],
    ["a managed list", { managedDomainLists: { [MALWARE]: "b" } }],
    ["all managed lists", { managedDomainLists: {} }],
    ["a managed list and reorders the others", { managedDomainLists: { [MALWARE]: "b", [THREATS]: "a" } }],
  ])("keeps the priorities of all other rules when the stack file changes %s", (_, change) => {
    expect(priorities(ALL)).toMatchObject(priorities({ ...ALL, ...change }));
  });

  it("gives each rule a different priority", () => {
    const taken = Object.values(priorities(ALL));
    expect(new Set(taken).size).toBe(4);
    expect(taken).toEqual([...taken].sort((a, b) => a - b));
  });
});
