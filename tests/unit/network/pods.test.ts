import { planPodSubnets } from "../../../domain/network/subnet-plan";
import { ZONE_LETTERS } from "../../../domain/network/zones-and-tiers";
import { compareNetworks, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const BLOCK = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const podCidr = "100.64.0.0/16";

describe("planPodSubnets", () => {
  it("gives each zone the same eighth of the block, independent of other zones", () => {
    const whole = planPodSubnets({ cidr: "10.0.0.0/16", podCidr, zones: ZONE_LETTERS });
    expect(whole.map(({ zone, cidr }) => `${zone} ${cidr}`)).toEqual([
      "a 100.64.0.0/19",
      "b 100.64.32.0/19",
      "c 100.64.64.0/19",
      "d 100.64.96.0/19",
      "e 100.64.128.0/19",
      "f 100.64.160.0/19",
      "g 100.64.192.0/19",
      "h 100.64.224.0/19",
    ]);
    const some = planPodSubnets({ cidr: "10.0.0.0/16", podCidr, zones: ["g", "b"] });
    expect(some).toEqual([whole[1], whole[6]]);
  });

  it.each([
    ["100.64.0.0/26", "100.64.0.0/26 is too small for eight zones: choose a prefix up to /25"],
    ["100.64.1.0/16", "100.64.1.0/16 does not start its block: write 100.64.0.0/16"],
    ["10.0.128.0/17", "10.0.128.0/17 overlaps the VPC's own block: choose another, such as 100.64.0.0/16"],
  ])("refuses %s", (podCidr, problem) => {
    expect(() => planPodSubnets({ cidr: "10.0.0.0/16", podCidr, zones: ["a"] })).toThrow(
      `The subnets of VPC 10.0.0.0/16 cannot be planned:\n  - podCidr ${problem}`,
    );
  });
});

describe("subnets for pods", () => {
  it("are in a second block of the VPC, in the zones of the nodes", async () => {
    const network = await recordNetwork({ podCidr, zones: ["a", "b"], zoneIds: { b: "euw1-az3" } });
    expect(network.one(BLOCK).inputs).toEqual({ vpcId: network.one(VPC).id, cidrBlock: podCidr });
    const [a, b] = ["a", "b"].map((zone) => network.one(SUBNET, `network-pods-${zone}`));
    expect(a?.inputs).toEqual({
      vpcId: network.one(VPC).id,
      cidrBlock: "100.64.0.0/19",
      availabilityZone: "eu-west-1a",
      mapPublicIpOnLaunch: false,
      tags: { Name: "groundwork-test-pods-a", Tier: "pods", "kubernetes.io/role/cni": "1" },
    });
    expect(b?.inputs).toMatchObject({ cidrBlock: "100.64.32.0/19", availabilityZoneId: "euw1-az3" });
    expect(a?.options.dependsOn).toEqual([`${BLOCK}::network-pods`]);
  });

  it("use the private route table of their zone, for which private workloads wait", async () => {
    const network = await recordNetwork({ podCidr, zones: ["a", "b"] });
    for (const zone of ["a", "b"]) {
      expect(network.one(ASSOCIATION, `network-pods-${zone}`).inputs).toEqual({
        subnetId: network.one(SUBNET, `network-pods-${zone}`).id,
        routeTableId: network.one(ROUTE_TABLE, `network-private-${zone}`).id,
      });
    }
    const waits = network.result.privateEgress.map((resource) => (resource as unknown as { __name: string }).__name);
    expect(waits).toEqual(expect.arrayContaining(["network-pods-a", "network-pods-b"]));
  });

  it("can be added without changing another resource", async () => {
    const { added, removed, changed } = compareNetworks(await recordNetwork(), await recordNetwork({ podCidr }));
    expect(added).toEqual([
      ...["a", "b", "c"].map((zone) => `RouteTableAssociation::network-pods-${zone}`),
      ...["a", "b", "c"].map((zone) => `Subnet::network-pods-${zone}`),
      "VpcIpv4CidrBlockAssociation::network-pods",
    ]);
    expect([removed, changed]).toEqual([[], []]);
  });
});
