import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const IPAM = { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 20 };
const FROM_IPAM: Edits = { "network.cidr": undefined, "network.ipam": IPAM };
const US_EAST_1: Edits = { "aws.region": "us-east-1" };

const privateSubnets = (a: string, b: string): Edits => ({ "network.subnets": { private: { a, b } } });

describe("rules for the VPC, its zones and its subnets", () => {
  it("accept the minimal stack file", () => {
    expect(problemsWith({})).toEqual([]);
    expect(warningsWith({})).toEqual([]);
  });

  it.each<[string, Edits]>([
    ["zone IDs in a Region where EKS can use every zone", { "network.zoneIds": { a: "euw1-az3" } }],
    [
      "zone IDs in a Region where EKS cannot use one zone",
      { ...US_EAST_1, "network.zoneIds": { a: "use1-az1", b: "use1-az6" } },
    ],
    ["a /22, the smallest block with computed subnets", { "network.cidr": "10.0.0.0/22" }],
    ["explicit blocks for one tier", { "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } } }],
    [
      "a /24 with explicit blocks for every tier",
      {
        "network.cidr": "10.0.0.0/24",
        "network.nat": "none",
        "network.tiers": ["private", "control-plane"],
        "network.subnets": {
          private: { a: "10.0.0.0/26", b: "10.0.0.64/26" },
          "control-plane": { a: "10.0.0.128/28", b: "10.0.0.144/28" },
        },
      },
    ],
    ["adjacent subnets", { "network.subnets": { public: { a: "10.0.24.0/25", b: "10.0.24.128/25" } } }],
    ["a block from an IPAM pool", FROM_IPAM],
    [
      "a block from an IPAM pool with any `podCidr` and `serviceCidr`",
      { ...FROM_IPAM, "network.podCidr": "100.64.0.0/16", "cluster.serviceCidr": "10.100.0.0/16" },
    ],
    ["a block for pods", { "network.podCidr": "100.127.254.0/23" }],
    ["private subnets of /26", privateSubnets("10.0.0.0/26", "10.0.0.64/26")],
    [
      "private subnets of /27 with a block for pods",
      { ...privateSubnets("10.0.0.0/27", "10.0.0.32/27"), "network.podCidr": "100.64.0.0/16" },
    ],
  ])("accept %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a zone ID of an unused zone",
      { "network.zoneIds": { c: "euw1-az1" } },
      ["network.zoneIds.c: network/unused-zone"],
    ],
    [
      "one zone ID for two letters",
      { "network.zoneIds": { a: "euw1-az1", b: "euw1-az1" } },
      ["network.zoneIds.b: network/duplicate-zone-id"],
    ],
    [
      "a zone ID of another Region",
      { "network.zoneIds": { a: "euc1-az1" } },
      ["network.zoneIds.a: network/zone-id-region-mismatch"],
    ],
    [
      "the zone that EKS cannot use",
      { "aws.region": "ca-central-1", "network.zoneIds": { a: "cac1-az3", b: "cac1-az1" } },
      ["network.zoneIds.a: network/zone-without-eks"],
    ],
    [
      "a letter without a zone ID in a Region where EKS cannot use one zone",
      { ...US_EAST_1, "network.zoneIds": { a: "use1-az1" } },
      ["network.zoneIds.b: network/missing-zone-id"],
    ],
    ["a VPC without a block", { "network.cidr": undefined }, ["network.cidr: network/vpc-without-cidr"]],
    ["a block and an IPAM pool", { "network.ipam": IPAM }, ["network.ipam: network/cidr-and-ipam"]],
    [
      "explicit subnets with an IPAM pool",
      { ...FROM_IPAM, "network.subnets": { public: { a: "10.0.1.0/24", b: "10.0.2.0/24" } } },
      ["network.subnets.public: network/subnets-with-ipam"],
    ],
    [
      "a /24 from an IPAM pool, in which subnets cannot be computed",
      { "network.cidr": undefined, "network.ipam": { ...IPAM, netmaskLength: 24 } },
      ["network.ipam.netmaskLength: schema/out-of-range"],
    ],
    ["a link-local block", { "network.cidr": "169.254.0.0/16" }, ["network.cidr: network/link-local-cidr"]],
    ["a /23 without explicit subnets", { "network.cidr": "10.0.0.0/23" }, ["network.cidr: network/vpc-too-small"]],
    [
      "blocks for an unused tier",
      {
        "network.tiers": ["public", "private", "control-plane"],
        "network.subnets": { isolated: { a: "10.0.1.0/24", b: "10.0.2.0/24" } },
      },
      ["network.subnets.isolated: network/unused-tier"],
    ],
    [
      "tiers without the one that EKS needs",
      { "network.tiers": ["public", "private"] },
      ["network.tiers: network/missing-tier"],
    ],
    [
      "blocks of a tier for other zones than those of the network",
      { "network.subnets": { public: { a: "10.0.24.0/24", d: "10.0.2.0/24" } } },
      ["network.subnets.public.b: network/missing-subnet", "network.subnets.public.d: network/unused-zone"],
    ],
    [
      "a subnet outside the VPC",
      { "network.subnets": { public: { a: "10.0.24.0/24", b: "10.1.0.0/24" } } },
      ["network.subnets.public.b: network/subnet-outside-vpc"],
    ],
    [
      "a subnet that overlaps a computed one",
      { "network.subnets": { public: { a: "10.0.1.0/24", b: "10.0.56.0/24" } } },
      ["network.subnets.public.a: network/subnet-overlap"],
    ],
    [
      "subnets of two tiers that overlap",
      {
        "network.subnets": {
          public: { a: "10.0.1.0/24", b: "10.0.2.0/24" },
          private: { a: "10.0.2.128/25", b: "10.0.3.0/24" },
        },
      },
      ["network.subnets.private.a: network/subnet-overlap"],
    ],
    [
      "a private subnet without a whole /28 for the VPC CNI",
      privateSubnets("10.0.0.0/27", "10.0.32.0/20"),
      ["network.subnets.private.a: network/subnet-too-small-for-pods"],
    ],
    [
      "a block for pods that overlaps the VPC's first block",
      { "network.cidr": "100.64.0.0/16", "network.podCidr": "100.64.128.0/17" },
      ["network.podCidr: network/pod-cidr-overlap"],
    ],
    [
      "a block for pods that not every VPC accepts",
      { "network.podCidr": "192.168.0.0/16" },
      ["network.podCidr: network/pod-cidr-range"],
    ],
    [
      "a block for pods that is too small to give each zone a whole /28",
      { "network.podCidr": "100.64.0.0/24" },
      ["network.podCidr: schema/invalid-value"],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string[]]>([
    [
      "the block of the Docker bridge",
      { "network.cidr": "172.17.0.0/16" },
      ["network.cidr: network/docker-bridge-cidr"],
    ],
    [
      "a subnet that is too small for a load balancer",
      { "cluster.loadBalancerController": {}, "network.subnets": { public: { a: "10.0.24.0/28", b: "10.0.56.0/24" } } },
      ["network.subnets.public.a: network/subnet-too-small-for-load-balancer"],
    ],
  ])("warn of %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it("propose for a subnet its own place in the address plan, which no other tier will need", () => {
    const isolated = { a: "10.0.20.0/24", d: "10.0.116.0/24" };
    const edits = { "aws.region": "us-west-2", "network.zones": ["a", "b", "d"], "network.subnets": { isolated } };
    expect(verdictOn(edits).problems.map(({ fix }) => fix)).toEqual([
      ["set `network.subnets.isolated.b`, for example to 10.0.52.0/24"],
    ]);
  });
});
