import { type Edits, PROD, problemsWith, verdictOn, warningsWith } from "./fixtures";

const subnets = {
  private: { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" },
  "control-plane": { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" },
};
const existing = { vpcId: "vpc-0a1b2c3d4e5f60718", cidr: "10.20.0.0/16", subnets };
const ADOPTED: Edits = { "network.cidr": undefined, "network.existing": existing };

describe("an existing VPC", () => {
  it.each<[string, Edits]>([
    ["with one set of subnets for nodes and control plane", {}],
    ["with security groups of the stack", { "network.securityGroups": { db: { description: "Databases" } } }],
    ["where EKS cannot use every zone, which its owner knows", { "aws.region": "us-east-1" }],
    ["with public subnets", { "network.existing.subnets.public": { a: "subnet-00000001", b: "subnet-00000002" } }],
  ])("is fine %s", (_, edits) => {
    expect(problemsWith({ ...ADOPTED, ...edits })).toEqual([]);
    expect(warningsWith({ ...ADOPTED, ...edits })).toEqual([]);
  });

  it("may be prod's, whose way out is its owner's business", () => {
    const third = { ...existing, subnets: threeZones() };
    const edits = { ...PROD, ...ADOPTED, "network.nat": undefined, "network.existing": third };
    expect(problemsWith(edits, { stack: "prod" })).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a block beside it",
      { "network.cidr": "10.0.0.0/16" },
      ["network.cidr: Decides nothing about a VPC that is there already: that is for its owner."],
    ],
    [
      "whatever would be made in it, be it the default",
      { "network.nat": "single", "network.flowLogs": {}, "network.zoneIds": { a: "euw1-az1" } },
      ["nat", "flowLogs", "zoneIds"].map(
        (key) => `network.${key}: Decides nothing about a VPC that is there already: that is for its owner.`,
      ),
    ],
    [
      "a firewall, of which nothing else is said: there is none",
      { "network.dnsFirewall": { blockedDomains: ["*"] } },
      ["network.dnsFirewall: Decides nothing about a VPC that is there already: that is for its owner."],
    ],
    [
      "a needed tier missing",
      { "network.existing.subnets": { private: subnets.private } },
      ["network.existing.subnets.control-plane: The cluster needs the tier control-plane."],
    ],
    [
      "a zone missing, another too many, and one subnet twice",
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
        "network.existing.subnets.private.b: One subnet for two zones.",
        "network.existing.subnets.private.c: A tier needs a subnet in every zone.",
        "network.existing.subnets.private.d: Not one of the zones.",
      ],
    ],
    [
      "file systems",
      { "storage.fileSystems": { shared: {} } },
      [
        "storage.fileSystems.shared: File systems need the blocks of the private subnets, which nobody here knows of an existing VPC.",
      ],
    ],
    [
      "Services in its block",
      { "cluster.serviceCidr": "10.20.0.0/20" },
      ["cluster.serviceCidr: Overlaps the VPC: pods could not reach what is behind the shared addresses."],
    ],
  ])("refuses %s", (_, edits, problems) => {
    expect(problemsWith({ ...ADOPTED, ...edits }).sort()).toEqual(problems.sort());
  });

  it("leaves the config nothing that would look as if it were made", () => {
    const network = verdictOn(ADOPTED).config?.network;
    expect(network).toMatchObject({ nat: "none", tiers: ["private", "control-plane"], existing });
    expect(network).not.toHaveProperty("cidr");
  });
});

function threeZones(): Record<"private" | "control-plane", Record<string, string>> {
  const ids = { ...subnets.private, c: "subnet-0a1b2c3d4e5f60713" };
  return { private: ids, "control-plane": ids };
}
