import type { SecurityGroupMap, SecurityGroupRule } from "../../../components/network/security-groups-args";
import { SecurityGroups } from "../../../components/network/security-groups";
import { networkRules } from "../../../policy/rules/network";
import { compareNetworks, recordNetwork } from "./fixture";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const HTTPS: SecurityGroupRule = {
  description: "HTTPS from everyone",
  protocol: "tcp",
  fromPort: 443,
  cidr: "0.0.0.0/0",
};
const TO_DB: SecurityGroupRule = {
  description: "To the database",
  protocol: "tcp",
  fromPort: 5432,
  securityGroup: "db",
};
const FROM_WEB: SecurityGroupRule = { ...TO_DB, description: "From the web", securityGroup: "web" };
const PING: SecurityGroupRule = { description: "Ping", protocol: "icmp", cidr: "10.0.0.0/16" };
const ALL: SecurityGroupRule = { description: "Each other", protocol: "all", securityGroup: "db" };

const GROUPS: SecurityGroupMap = {
  web: { description: "Web servers", ingress: [HTTPS, PING], egress: [TO_DB] },
  db: { description: "Databases", ingress: [FROM_WEB, ALL], egress: [] },
};

function withIngress(...ingress: SecurityGroupRule[]): SecurityGroupMap {
  return { ...GROUPS, web: { description: "Web servers", ingress, egress: [TO_DB] } };
}

describe("security groups", () => {
  it("create no resources if there are none", async () => {
    const network = await recordNetwork();
    expect(network.ofType(GROUP)).toEqual([]);
    expect(network.resources.map(({ type }) => type)).not.toContain("groundwork:network:SecurityGroups");
    expect(network.result.securityGroupIds).toEqual({});
  });

  it("have the VPC, a name and their description", async () => {
    const network = await recordNetwork({ securityGroups: GROUPS });
    const web = network.one(GROUP, "network-security-group-web");
    expect(web.inputs).toEqual({
      description: "Web servers",
      vpcId: network.one("aws:ec2/vpc:Vpc").id,
      tags: { Name: "groundwork-test-web" },
    });
    expect(web.options.parent).toBe("groundwork:network:SecurityGroups::network-security-group");
    const { web: id } = network.result.securityGroupIds;
    await expect(network.valueOf(id)).resolves.toBe(web.id);
  });

  it("have one resource for each rule, with the values of EC2", async () => {
    const network = await recordNetwork({ securityGroups: GROUPS });
    const [web, db] = ["web", "db"].map((key) => network.one(GROUP, `network-security-group-${key}`).id);
    const rules = [...network.ofType(INGRESS), ...network.ofType(EGRESS)];
    expect(Object.fromEntries(rules.map(({ name, inputs }) => [name, inputs]))).toEqual({
      "network-security-group-web-ingress-tcp-443-0.0.0.0-0": {
        securityGroupId: web,
        description: "HTTPS from everyone",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
      },
      "network-security-group-web-ingress-icmp-10.0.0.0-16": {
        securityGroupId: web,
        description: "Ping",
        ipProtocol: "icmp",
        fromPort: -1,
        toPort: -1,
        cidrIpv4: "10.0.0.0/16",
      },
      "network-security-group-web-egress-tcp-5432-db": {
        securityGroupId: web,
        description: "To the database",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        referencedSecurityGroupId: db,
      },
      "network-security-group-db-ingress-tcp-5432-web": {
        securityGroupId: db,
        description: "From the web",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        referencedSecurityGroupId: web,
      },
      "network-security-group-db-ingress-all-db": {
        securityGroupId: db,
        description: "Each other",
        ipProtocol: "-1",
        referencedSecurityGroupId: db,
      },
    });
  });

  it("refer to groups and prefix lists outside of the stack by ID", async () => {
    const foreign: SecurityGroupRule = { description: "x", protocol: "all", securityGroup: "sg-0123456789abcdef0" };
    const listed: SecurityGroupRule = { description: "x", protocol: "all", prefixList: "pl-0123456789abcdef0" };
    const network = await recordNetwork(
      { securityGroups: { web: { description: "Web", ingress: [listed], egress: [foreign] } } },
      // A preview looks nothing up, so the group need not exist.
      { preview: true },
    );
    expect(network.one(INGRESS).inputs).toMatchObject({ prefixListId: "pl-0123456789abcdef0" });
    expect(network.one(EGRESS).inputs).toMatchObject({ referencedSecurityGroupId: "sg-0123456789abcdef0" });
  });

  it("comply with the policy pack", async () => {
    const network = await recordNetwork({ securityGroups: GROUPS });
    const open = networkRules.find(({ name }) => name === "no-world-open-ingress");
    const violations = network.ofType(INGRESS).flatMap(({ inputs, type }) => {
      if (open === undefined || !("violations" in open)) throw new Error("the policy pack has no such rule");
      return open.violations(inputs, type);
    });
    expect(violations).toEqual([]);
  });

  it("are refused before any group is created, with all faults", () => {
    const ssh: SecurityGroupRule = { ...HTTPS, description: "SSH", fromPort: 22 };
    const range: SecurityGroupRule = { ...HTTPS, description: "All of it", fromPort: 0, toPort: 65535 };
    const args = { platformName: "groundwork-test", vpcId: "vpc-1", groups: withIngress(ssh, range) };
    expect(() => new SecurityGroups("n", args, {})).toThrow(
      [
        "The security groups cannot be created:",
        "  - web.ingress[0] (SSH) opens SSH (22) to 0.0.0.0/0: only tcp 80 and tcp 443 can be open to the internet",
        "  - web.ingress[1] (All of it) opens SSH (22) and RDP (3389) to 0.0.0.0/0: only tcp 80 and tcp 443 can be open to the internet",
      ].join("\n"),
    );
  });
});

describe("a change of one rule", () => {
  const touched = async (after: SecurityGroupMap): Promise<unknown> =>
    compareNetworks(await recordNetwork({ securityGroups: GROUPS }), await recordNetwork({ securityGroups: after }));
  const name = (key: string): string => `SecurityGroupIngressRule::network-security-group-web-ingress-${key}`;

  it.each<[string, SecurityGroupMap, object]>([
    ["adds a rule", withIngress(HTTPS, { ...HTTPS, fromPort: 80 }, PING), { added: [name("tcp-80-0.0.0.0-0")] }],
    ["removes a rule", withIngress(PING), { removed: [name("tcp-443-0.0.0.0-0")] }],
    ["changes no resource when the order changes", withIngress(PING, HTTPS), {}],
    [
      "replaces a rule with another port",
      withIngress({ ...HTTPS, fromPort: 80 }, PING),
      { added: [name("tcp-80-0.0.0.0-0")], removed: [name("tcp-443-0.0.0.0-0")] },
    ],
    [
      "updates a description in place",
      withIngress({ ...HTTPS, description: "Shop" }, PING),
      { changed: [name("tcp-443-0.0.0.0-0")] },
    ],
  ])("%s", async (_, after, expected) => {
    expect(await touched(after)).toEqual({ added: [], removed: [], changed: [], ...expected });
  });
});
