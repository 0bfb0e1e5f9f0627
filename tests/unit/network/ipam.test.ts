import { Network, type NetworkArgs } from "../../../components/network";
import { computedBlock, planPoolSubnets, planSubnets } from "../../../domain/network/subnet-plan";
import { TIERS, ZONE_LETTERS } from "../../../domain/network/zones-and-tiers";
import { NETWORK_ARGS, argsWith, compareNetworks, names, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const ipam = { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 18 };

/** The block that a pool of the sandbox gives first. */
const GIVEN = "10.128.0.0/18";

describe("the plan in a block from a pool", () => {
  it.each([16, 18, 22])("is that of any /%i, known or not", (netmaskLength) => {
    const cidr = `172.16.0.0/${netmaskLength}`;
    const args = { zones: ZONE_LETTERS, tiers: TIERS, subnets: {} };
    const places = planPoolSubnets({ ...args, netmaskLength });
    expect(places.map(({ tier, zone }) => ({ tier, zone, cidr: computedBlock(cidr, tier, zone) }))).toEqual(
      planSubnets({ ...args, cidr }),
    );
  });

  it("lists all that is wrong with it", () => {
    const subnets = { public: { a: "10.0.1.0/24" } };
    expect(() => planPoolSubnets({ zones: ["a"], tiers: TIERS, subnets, netmaskLength: 24 })).toThrow(
      "The subnets of VPC from the pool cannot be planned:\n" +
        "  - a /24 has no room for them: choose /16 to /22\n" +
        "  - subnets.public is given, but the pool chooses the block: remove it",
    );
  });
});

describe("a VPC from a pool", () => {
  it("asks for a length and says which block it got", async () => {
    const network = await recordNetwork({ ipam });
    const { inputs } = network.one(VPC);
    expect(inputs).toMatchObject({ ipv4IpamPoolId: ipam.poolId, ipv4NetmaskLength: 18 });
    expect(inputs).not.toHaveProperty("cidrBlock");
    expect(await network.valueOf(network.result.vpcCidr)).toBe(GIVEN);
  });

  it("has the subnets of that block, under the same names as ever", async () => {
    const [pooled, plain] = [await recordNetwork({ ipam }), await recordNetwork({ cidr: GIVEN })];
    const { added, removed, changed } = compareNetworks(plain, pooled);
    expect({ added, removed, changed }).toEqual({ added: [], removed: [], changed: ["Vpc::network-vpc"] });
  });

  it("shows every resource in the first preview, when nobody knows the block", async () => {
    const [preview, update] = [await recordNetwork({ ipam }, { preview: true }), await recordNetwork({ ipam })];
    expect(names(preview.resources)).toEqual(names(update.resources));
    for (const { inputs } of preview.ofType(SUBNET)) expect(inputs["cidrBlock"]).not.toMatch(/^\d/);
  });

  it("lets its whole block use interface endpoints", async () => {
    const network = await recordNetwork({ ipam, interfaceEndpoints: { services: ["kms"] } });
    expect(network.one(INGRESS).inputs["cidrIpv4"]).toBe(GIVEN);
  });

  it("loses no subnet when zones and tiers come", async () => {
    const before = await recordNetwork({ ipam, zones: ["a", "c"], tiers: ["private", "control-plane"], nat: "none" });
    const { removed, changed } = compareNetworks(before, await recordNetwork({ ipam, nat: "none" }));
    expect([removed, changed]).toEqual([[], []]);
  });

  it.each<[string, NetworkArgs]>([
    ["a block as well", { ...NETWORK_ARGS, ipam }],
    ["neither", { ...argsWith({ ipam }), ipam: undefined } as unknown as NetworkArgs],
  ])("with %s is refused", (_, args) => {
    expect(() => new Network("n", args, {})).toThrow("a VPC has one block: set cidr or ipam, and not both");
  });
});
