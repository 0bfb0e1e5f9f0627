import { Network, type NetworkArgs } from "../../../components/network";
import { computedBlock, planPoolSubnets, planSubnets } from "../../../domain/network/subnet-plan";
import { TIERS, ZONE_LETTERS } from "../../../domain/network/zones-and-tiers";
import { NETWORK_ARGS, argsWith, compareNetworks, names, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const ipam = { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 18 };

/** The block that a pool of the sandbox allocates first. */
const ALLOCATED = "10.128.0.0/18";

describe("planPoolSubnets", () => {
  it.each([16, 18, 22])("plans the same subnets as planSubnets in a known /%i", (netmaskLength) => {
    const cidr = `172.16.0.0/${netmaskLength}`;
    const args = { zones: ZONE_LETTERS, tiers: TIERS, subnets: {} };
    const places = planPoolSubnets({ ...args, netmaskLength });
    expect(places.map(({ tier, zone }) => ({ tier, zone, cidr: computedBlock(cidr, tier, zone) }))).toEqual(
      planSubnets({ ...args, cidr }),
    );
  });

  it("reports all faults at once", () => {
    const subnets = { public: { a: "10.0.1.0/24" } };
    expect(() => planPoolSubnets({ zones: ["a"], tiers: TIERS, subnets, netmaskLength: 24 })).toThrow(
      "The subnets of VPC from the pool cannot be planned:\n" +
        "  - a /24 has no room for them: choose /16 to /22\n" +
        "  - subnets.public is given, but the pool chooses the block: remove it",
    );
  });
});

describe("a VPC with a block from an IPAM pool", () => {
  it("requests a prefix length and outputs the allocated block", async () => {
    const network = await recordNetwork({ ipam });
    const { inputs } = network.one(VPC);
    expect(inputs).toMatchObject({ ipv4IpamPoolId: ipam.poolId, ipv4NetmaskLength: 18 });
    expect(inputs).not.toHaveProperty("cidrBlock");
    expect(await network.valueOf(network.result.vpcCidr)).toBe(ALLOCATED);
  });

  it("has the same subnets and logical names as with `cidr`", async () => {
    const [pooled, plain] = [await recordNetwork({ ipam }), await recordNetwork({ cidr: ALLOCATED })];
    const { added, removed, changed } = compareNetworks(plain, pooled);
    expect({ added, removed, changed }).toEqual({ added: [], removed: [], changed: ["Vpc::network-vpc"] });
  });

  it("shows every resource in the first preview, when the block is unknown", async () => {
    const [preview, update] = [await recordNetwork({ ipam }, { preview: true }), await recordNetwork({ ipam })];
    expect(names(preview.resources)).toEqual(names(update.resources));
    for (const { inputs } of preview.ofType(SUBNET)) expect(inputs["cidrBlock"]).not.toMatch(/^\d/);
  });

  it("admits its whole block to interface endpoints", async () => {
    const network = await recordNetwork({ ipam, interfaceEndpoints: { services: ["kms"] } });
    expect(network.one(INGRESS).inputs["cidrIpv4"]).toBe(ALLOCATED);
  });

  it("keeps all subnets when zones and tiers are added", async () => {
    const before = await recordNetwork({ ipam, zones: ["a", "c"], tiers: ["private", "control-plane"], nat: "none" });
    const { removed, changed } = compareNetworks(before, await recordNetwork({ ipam, nat: "none" }));
    expect([removed, changed]).toEqual([[], []]);
  });

  it.each<[string, NetworkArgs]>([
    ["`cidr` too", { ...NETWORK_ARGS, ipam }],
    ["neither `cidr` nor `ipam`", { ...argsWith({ ipam }), ipam: undefined } as unknown as NetworkArgs],
  ])("with %s is refused", (_, args) => {
    expect(() => new Network("n", args, {})).toThrow("A VPC has one CIDR block: set either cidr or ipam.");
  });
});
