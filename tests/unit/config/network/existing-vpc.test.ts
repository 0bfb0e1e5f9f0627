import { type Edits, PROD, problemsWith, verdictOn, warningsWith } from "../fixtures";

const subnets = {
  private: { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" },
  "control-plane": { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" },
};
const existing = { vpcId: "vpc-0a1b2c3d4e5f60718", cidr: "10.20.0.0/16", subnets };
const EXISTING: Edits = { "network.cidr": undefined, "network.existing": existing };

describe("rules for an existing VPC", () => {
  it.each<[string, Edits]>([
    ["the same subnets for nodes and the control plane", {}],
    ["security groups of the stack", { "network.securityGroups": { db: { description: "Databases" } } }],
    ["a Region where EKS cannot use one zone, without zone IDs", { "aws.region": "us-east-1" }],
    ["public subnets", { "network.existing.subnets.public": { a: "subnet-00000001", b: "subnet-00000002" } }],
  ])("accept %s", (_, edits) => {
    expect(problemsWith({ ...EXISTING, ...edits })).toEqual([]);
    expect(warningsWith({ ...EXISTING, ...edits })).toEqual([]);
  });

  it("accept prod without `nat`, which the owner of the VPC manages", () => {
    const third = { ...existing, subnets: threeZones() };
    const edits = { ...PROD, ...EXISTING, "network.nat": undefined, "network.existing": third };
    expect(problemsWith(edits, { stack: "prod" })).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["a block of the VPC", { "network.cidr": "10.0.0.0/16" }, ["network.cidr: network/existing-vpc-unused-key"]],
    [
      "keys of resources that the stack does not create, even with their defaults",
      { "network.nat": "single", "network.flowLogs": {}, "network.zoneIds": { a: "euw1-az1" } },
      ["nat", "flowLogs", "zoneIds"].map((key) => `network.${key}: network/existing-vpc-unused-key`),
    ],
    [
      "a DNS Firewall, without a finding about its domains",
      { "network.dnsFirewall": { blockedDomains: ["*"] } },
      ["network.dnsFirewall: network/existing-vpc-unused-key"],
    ],
    [
      "subnets without a required tier",
      { "network.existing.subnets": { private: subnets.private } },
      ["network.existing.subnets.control-plane: network/existing-vpc-missing-tier"],
    ],
    [
      "a zone without a subnet, an unused zone, and one subnet in two zones",
      {
        "network.zones": ["a", "b", "c"],
        "network.existing.subnets.private": {
          a: "subnet-00000001",
          b: "subnet-00000001",
          d: "subnet-00000002",
        },
        "network.existing.subnets.control-plane": threeZones()["control-plane"],
      },
      [
        "network.existing.subnets.private.b: network/existing-vpc-duplicate-subnet",
        "network.existing.subnets.private.c: network/existing-vpc-missing-subnet",
        "network.existing.subnets.private.d: network/unused-zone",
      ],
    ],
    [
      "file systems",
      { "storage.fileSystems": { shared: {} } },
      ["storage.fileSystems.shared: network/existing-vpc-file-system"],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith({ ...EXISTING, ...edits }).sort()).toEqual(problems.sort());
  });

  it("refuse Services that overlap the block of the VPC", () => {
    const { problems } = verdictOn({ ...EXISTING, "cluster.serviceCidr": "10.20.0.0/20" });
    expect(problems.map(({ path }) => path)).toEqual(["cluster.serviceCidr"]);
  });

  it("leave no setting in the config for resources that the stack does not create", () => {
    const network = verdictOn(EXISTING).config?.network;
    expect(network).toMatchObject({ nat: "none", tiers: ["private", "control-plane"], existing });
    expect(network).not.toHaveProperty("cidr");
  });
});

function threeZones(): Record<"private" | "control-plane", Record<string, string>> {
  const ids = { ...subnets.private, c: "subnet-0a1b2c3d4e5f60713" };
  return { private: ids, "control-plane": ids };
}
