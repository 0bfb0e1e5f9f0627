import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

const ADDRESS = "eipalloc-0a1b2c3d4e5f60718";
const IPAM = { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 20 };
const TRANSIT_GATEWAY = { id: "tgw-0a1b2c3d4e5f60718", destinations: ["10.0.0.0/8"] };
const US_EAST_1 = { "aws.region": "us-east-1" };

describe("network rules", () => {
  it("have nothing to say about the least that must be said", () => {
    expect(problemsWith({})).toEqual([]);
    expect(warningsWith({})).toEqual([]);
  });

  it.each<[string, Edits]>([
    ["zone ids where every zone will do", { "network.zoneIds": { a: "euw1-az3" } }],
    ["zone ids where one zone will not do", { ...US_EAST_1, "network.zoneIds": { a: "use1-az1", b: "use1-az6" } }],
    ["no NAT and no public tier", { "network.nat": "none", "network.tiers": ["private", "control-plane"] }],
    ["the smallest block with computed subnets", { "network.cidr": "10.0.0.0/22" }],
    ["own blocks for one tier", { "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } } }],
    [
      "a small block with own blocks for every tier",
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
    [
      "regional NAT without a public tier",
      { "network.nat": "regional", "network.tiers": ["private", "control-plane"] },
    ],
    ["an own address where the single gateway stands", { "network.natAllocationIds": { a: ADDRESS } }],
    [
      "own addresses for some of the zones",
      { "network.nat": "per-zone", "network.natAllocationIds": { b: "eipalloc-01234567" } },
    ],
    ["a block from a pool", { "network.cidr": undefined, "network.ipam": IPAM }],
    [
      "a block from a pool, whatever pods and Services have",
      {
        "network.cidr": undefined,
        "network.ipam": IPAM,
        "network.podCidr": "100.64.0.0/16",
        "cluster.serviceCidr": "10.100.0.0/16",
      },
    ],
    ["a transit gateway to a block that holds the VPC's own", { "network.transitGateway": TRANSIT_GATEWAY }],
    [
      "the internet behind a transit gateway",
      { "network.nat": "none", "network.transitGateway": { ...TRANSIT_GATEWAY, destinations: ["0.0.0.0/0"] } },
    ],
    ["a block for pods", { "network.podCidr": "100.127.254.0/23" }],
    ["endpoints in bundles and by name", { "network.interfaceEndpoints": { bundles: ["ssm"], services: ["kms"] } }],
    ["subnets side by side", { "network.subnets": { public: { a: "10.0.24.0/25", b: "10.0.24.128/25" } } }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["a zone id of no zone", { "network.zoneIds": { c: "euw1-az1" } }, ["network.zoneIds.c: Not one of the zones."]],
    [
      "a zone id twice",
      { "network.zoneIds": { a: "euw1-az1", b: "euw1-az1" } },
      ["network.zoneIds.b: Two letters for one zone."],
    ],
    [
      "a zone of another Region",
      { "network.zoneIds": { a: "euc1-az1" } },
      ["network.zoneIds.a: A zone of another Region."],
    ],
    [
      "the zone that EKS cannot use",
      { "aws.region": "ca-central-1", "network.zoneIds": { a: "cac1-az3", b: "cac1-az1" } },
      ["network.zoneIds.a: EKS cannot use this zone."],
    ],
    [
      "unknown zones where one cannot be used",
      { ...US_EAST_1, "network.zoneIds": { a: "use1-az1" } },
      [
        "network.zoneIds.b: EKS cannot use one zone of this Region. Zone letters differ by account, so the zone ID of each letter is required.",
      ],
    ],
    [
      "NAT without a public tier",
      { "network.nat": "single", "network.tiers": ["private", "control-plane"] },
      ["network.nat: A NAT gateway stands in a public subnet, and there is no public tier."],
    ],
    [
      "an own address without NAT",
      { "network.nat": "none", "network.natAllocationIds": { a: ADDRESS } },
      ["network.natAllocationIds.a: Means nothing without NAT."],
    ],
    [
      "an own address where no gateway stands",
      { "network.natAllocationIds": { b: ADDRESS, d: ADDRESS } },
      [
        "network.natAllocationIds.b: A single NAT gateway stands in the first zone by letter, and needs no address in others.",
        "network.natAllocationIds.d: Not one of the zones.",
      ],
    ],
    [
      "one address for two gateways",
      { "network.nat": "regional", "network.natAllocationIds": { a: ADDRESS, b: ADDRESS } },
      ["network.natAllocationIds.b: One address for two zones."],
    ],
    [
      "a block for pods over the VPC's own",
      { "network.cidr": "100.64.0.0/16", "network.podCidr": "100.64.128.0/17" },
      ["network.podCidr: Overlaps the VPC's own block."],
    ],
    [
      "an endpoint that a bundle has already",
      { "network.interfaceEndpoints": { bundles: ["ssm", "private-eks"], services: ["kms", "sts"] } },
      ["network.interfaceEndpoints.services[1]: Already part of a bundle."],
    ],
    ["a VPC without a block", { "network.cidr": undefined }, ["network.cidr: The VPC needs a block."]],
    ["a VPC with two blocks", { "network.ipam": IPAM }, ["network.ipam: The VPC has a block already."]],
    [
      "own blocks inside one that nobody knows",
      {
        "network.cidr": undefined,
        "network.ipam": IPAM,
        "network.subnets": { public: { a: "10.0.1.0/24", b: "10.0.2.0/24" } },
      },
      ["network.subnets.public: The pool chooses the VPC's block, so its subnets are computed."],
    ],
    [
      "a block from a pool that is too small to compute in",
      { "network.cidr": undefined, "network.ipam": { ...IPAM, netmaskLength: 24 } },
      ["network.ipam.netmaskLength: Too large."],
    ],
    [
      "a transit gateway to the VPC's own addresses",
      {
        "network.podCidr": "100.64.0.0/16",
        "network.transitGateway": {
          ...TRANSIT_GATEWAY,
          destinations: ["10.0.0.0/16", "10.0.4.0/24", "100.64.0.0/20", "100.64.0.0/10"],
        },
      },
      ["[0]", "[1]", "[2]"].map(
        (index) => `network.transitGateway.destinations${index}: Lies within the VPC, whose own addresses stay inside.`,
      ),
    ],
    [
      "two ways to the internet",
      { "network.transitGateway": { ...TRANSIT_GATEWAY, destinations: ["0.0.0.0/0"] } },
      ["network.transitGateway.destinations[0]: NAT leads to the internet already."],
    ],
    [
      "a block too small to compute in",
      { "network.cidr": "10.0.0.0/23" },
      ["network.cidr: Too small for computed subnets."],
    ],
    [
      "a tier that is not there",
      {
        "network.tiers": ["public", "private", "control-plane"],
        "network.subnets": { isolated: { a: "10.0.1.0/24", b: "10.0.2.0/24" } },
      },
      ["network.subnets.isolated: Not one of the tiers."],
    ],
    [
      "a tier with a zone missing and another too many",
      { "network.subnets": { public: { a: "10.0.24.0/24", d: "10.0.2.0/24" } } },
      [
        "network.subnets.public.b: A tier with blocks of its own needs one in every zone.",
        "network.subnets.public.d: Not one of the zones.",
      ],
    ],
    [
      "a subnet outside the VPC",
      { "network.subnets": { public: { a: "10.0.24.0/24", b: "10.1.0.0/24" } } },
      ["network.subnets.public.b: The subnet is not within the VPC."],
    ],
    [
      "a subnet within one that is computed",
      { "network.subnets": { public: { a: "10.0.1.0/24", b: "10.0.56.0/24" } } },
      ["network.subnets.public.a: The subnet overlaps 10.0.0.0/20, which is computed for tier private in zone a."],
    ],
    [
      "subnets of two tiers that overlap",
      {
        "network.subnets": {
          public: { a: "10.0.1.0/24", b: "10.0.2.0/24" },
          private: { a: "10.0.2.128/25", b: "10.0.3.0/24" },
        },
      },
      ["network.subnets.private.a: The subnet overlaps another subnet."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("propose for a subnet its own place in the address plan, so that it is in no later tier's way", () => {
    const isolated = { a: "10.0.20.0/24", d: "10.0.116.0/24" };
    const edits = { "network.zones": ["a", "b", "d"], "network.subnets": { isolated } };
    expect(verdictOn(edits).problems.map(({ fix }) => fix)).toEqual([
      ["pulumi config set --stack dev --path 'network.subnets.isolated.b' 10.0.52.0/24"],
    ]);
  });

  it("refuse the whole name of an endpoint service, and propose its end", () => {
    const services = ["com.amazonaws.eu-west-1.logs"];
    expect(verdictOn({ "network.interfaceEndpoints": { services } }).problems.map(({ fix }) => fix)).toEqual([
      ["pulumi config set --stack dev --path 'network.interfaceEndpoints.services[0]' logs"],
    ]);
  });

  it("warn that nodes without NAT need another way out", () => {
    expect(warningsWith({ "network.nat": "none" })).toEqual([
      "network.nat: Without NAT nodes join only if something else leads to EKS, ECR and STS (private-eks in interfaceEndpoints.bundles, or 0.0.0.0/0 in transitGateway.destinations).",
    ]);
  });

  it("know that a transit gateway may be another way out", () => {
    const out = { ...TRANSIT_GATEWAY, destinations: ["0.0.0.0/0"] };
    expect(warningsWith({ "network.nat": "none", "network.transitGateway": out })).toEqual([]);
    expect(warningsWith({ "network.nat": "none", "network.transitGateway": TRANSIT_GATEWAY })).toHaveLength(1);
  });

  it("know that the endpoints of private-eks are another way out", () => {
    const edits = { "network.nat": "none", "network.interfaceEndpoints": { bundles: ["private-eks"] } };
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });
});
