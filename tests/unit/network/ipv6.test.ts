import type { Network } from "../../../components/network";
import { ipv6SubnetCidr } from "../../../domain/network/ipv6-plan";
import { TIERS, ZONE_LETTERS } from "../../../domain/network/zones-and-tiers";
import type { Recording } from "../../support/record";
import { compareNetworks, names, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const EGRESS_GATEWAY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";

function ipv6Routes(network: Recording<Network>): Record<string, unknown> {
  const routes = network.ofType(ROUTE).filter(({ inputs }) => inputs["destinationIpv6CidrBlock"] !== undefined);
  return Object.fromEntries(routes.map(({ name, inputs }) => [name, inputs]));
}

describe("the IPv6 plan", () => {
  it("gives each tier in each zone a different block, at its position in the IPv4 plan", () => {
    const blocks = ZONE_LETTERS.flatMap((zone) =>
      TIERS.map((tier) => ipv6SubnetCidr("2001:db8:0:ab00::/56", tier, zone)),
    );
    expect(new Set(blocks).size).toBe(ZONE_LETTERS.length * TIERS.length);
    expect(blocks.slice(0, 5)).toEqual([
      "2001:db8:0:ab04::/64",
      "2001:db8:0:ab00::/64",
      "2001:db8:0:ab05::/64",
      "2001:db8:0:ab07::/64",
      "2001:db8:0:ab0c::/64",
    ]);
    for (const block of blocks) expect(block).toMatch(/^2001:db8:0:ab[0-9a-f]{2}::\/64$/);
  });
});

describe("the key `ipv6` (pulumi/pulumi-awsx#2143)", () => {
  let network: Recording<Network>;
  beforeAll(async () => {
    network = await recordNetwork({ ipv6: true, zones: ["a", "b"] });
  });

  it("adds IPv6 addresses in every subnet", () => {
    const vpc = network.one(VPC);
    expect(vpc.inputs["assignGeneratedIpv6CidrBlock"]).toBe(true);
    for (const { name, inputs } of network.ofType(SUBNET)) {
      const [, tier, zone] = /^network-(.+)-([ab])$/.exec(name) ?? [];
      const [plannedTier, plannedZone] = [TIERS.find((one) => one === tier), ZONE_LETTERS.find((one) => one === zone)];
      if (plannedTier === undefined || plannedZone === undefined) throw new Error(`${name} is not planned`);
      expect(inputs).toMatchObject({
        ipv6CidrBlock: ipv6SubnetCidr(String(vpc.state["ipv6CidrBlock"]), plannedTier, plannedZone),
        assignIpv6AddressOnCreation: true,
      });
    }
  });

  it("adds routes: public in both directions, private only outbound, others none", () => {
    const table = (key: string): string => network.one(ROUTE_TABLE, `network-${key}`).id;
    const destinationIpv6CidrBlock = "::/0";
    const egressOnlyGatewayId = network.one(EGRESS_GATEWAY).id;
    expect(ipv6Routes(network)).toEqual({
      "network-public-internet-ipv6": {
        routeTableId: table("public"),
        destinationIpv6CidrBlock,
        gatewayId: network.one(INTERNET_GATEWAY).id,
      },
      "network-private-a-internet-ipv6": {
        routeTableId: table("private-a"),
        destinationIpv6CidrBlock,
        egressOnlyGatewayId,
      },
      "network-private-b-internet-ipv6": {
        routeTableId: table("private-b"),
        destinationIpv6CidrBlock,
        egressOnlyGatewayId,
      },
    });
  });

  it("adds its routes to the dependencies of private workloads", () => {
    const waits = network.result.privateEgress.map((resource) => (resource as unknown as { __name: string }).__name);
    expect(waits).toEqual(
      expect.arrayContaining(["network-private-a-internet-ipv6", "network-private-b-internet-ipv6"]),
    );
  });

  it("is off by default", async () => {
    const plain = await recordNetwork();
    expect([ipv6Routes(plain), names(plain.ofType(EGRESS_GATEWAY))]).toEqual([{}, []]);
    expect(plain.ofType(SUBNET).filter(({ inputs }) => "ipv6CidrBlock" in inputs)).toEqual([]);
  });

  it("updates only the VPC and its subnets in place when it is turned on", async () => {
    const before = await recordNetwork({ zones: ["a", "b"] });
    const { added, removed, changed } = compareNetworks(before, network);
    expect(added.every((name) => name.endsWith("-ipv6") || name.endsWith("-ipv6-egress"))).toBe(true);
    expect(removed).toEqual([]);
    expect(changed.filter((name) => !/^(Vpc|Subnet)::/.test(name))).toEqual([]);
  });
});
