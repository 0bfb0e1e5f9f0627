import * as pulumi from "@pulumi/pulumi";

import type { Network } from "../../../components/network";
import type { Recording } from "../../support/record";
import { names, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ROUTE = "aws:ec2/route:Route";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";

/** The network of the fixture, with a gateway in each of three zones. Tests that change the arguments record another one. */
let network: Recording<Network>;
beforeAll(async () => {
  network = await recordNetwork();
});

/** Target of each private default route: logical name of the gateway by zone. */
function privateExits(network: Recording<Network>): Record<string, string> {
  const routes = network.ofType(ROUTE).filter(({ inputs }) => inputs["natGatewayId"] !== undefined);
  return Object.fromEntries(
    routes.map(({ name, inputs }) => {
      const gateway = network.ofType(NAT_GATEWAY).find(({ id }) => id === inputs["natGatewayId"]);
      return [name, gateway?.name ?? "nowhere"];
    }),
  );
}

describe("NAT", () => {
  it.each([
    ["none", [], {}],
    [
      "single",
      ["network-nat-a"],
      {
        "network-private-a-internet": "network-nat-a",
        "network-private-b-internet": "network-nat-a",
        "network-private-c-internet": "network-nat-a",
      },
    ],
    [
      "per-zone",
      ["network-nat-a", "network-nat-b", "network-nat-c"],
      {
        "network-private-a-internet": "network-nat-a",
        "network-private-b-internet": "network-nat-b",
        "network-private-c-internet": "network-nat-c",
      },
    ],
  ] as const)("%s", async (nat, gateways, exits) => {
    const network = await recordNetwork({ nat, zones: ["c", "b", "a"] });
    expect(names(network.ofType(NAT_GATEWAY))).toEqual(gateways);
    expect(names(network.ofType(EIP))).toEqual(gateways);
    expect(privateExits(network)).toEqual(exits);
    const addresses = await network.valueOf(network.result.natPublicIps);
    expect(addresses).toEqual(gateways.map((name) => network.one(EIP, name).state["publicIp"]));
  });

  it("has gateways in the public subnet of their zone, each with an address", () => {
    expect(network.one(NAT_GATEWAY, "network-nat-b").inputs).toMatchObject({
      subnetId: network.one(SUBNET, "network-public-b").id,
      allocationId: network.one(EIP, "network-nat-b").id,
    });
  });

  it("creates gateways after the internet gateway, with sufficient timeouts (aws/aws-cdk#21348)", () => {
    const { options } = network.one(NAT_GATEWAY, "network-nat-b");
    expect([...options.dependsOn].sort()).toEqual([
      `${ROUTE}::network-public-internet`,
      `${ASSOCIATION}::network-public-b`,
    ]);
    expect(options.customTimeouts).toEqual({ create: "15m", delete: "30m" });
  });

  it("uses `natAllocationIds`, and allocates addresses only in other zones", async () => {
    const network = await recordNetwork({ natAllocationIds: { b: "eipalloc-0a1b2c3d4e5f60718" } });
    expect(names(network.ofType(EIP))).toEqual(["network-nat-a", "network-nat-c"]);
    expect(network.one(NAT_GATEWAY, "network-nat-b").inputs["allocationId"]).toBe("eipalloc-0a1b2c3d4e5f60718");
    await expect(network.valueOf(network.result.natPublicIps)).resolves.toEqual(
      ["a", "b", "c"].map((zone) => network.one(NAT_GATEWAY, `network-nat-${zone}`).state["publicIp"]),
    );
  });
});

describe("regional NAT", () => {
  const args = { nat: "regional", zones: ["b", "a"], zoneIds: { b: "euw1-az3" } } as const;
  let network: Recording<Network>;
  beforeAll(async () => {
    network = await recordNetwork(args);
  });

  it("is one gateway of the VPC with an address in each zone", () => {
    expect(network.one(NAT_GATEWAY).inputs).toEqual({
      vpcId: network.one(VPC).id,
      availabilityMode: "regional",
      availabilityZoneAddresses: [
        { availabilityZone: "eu-west-1a", allocationIds: [network.one(EIP, "network-nat-regional-a").id] },
        { availabilityZoneId: "euw1-az3", allocationIds: [network.one(EIP, "network-nat-regional-b").id] },
      ],
      tags: { Name: "groundwork-test-nat-regional" },
    });
    expect(privateExits(network)).toEqual({
      "network-private-a-internet": "network-nat-regional",
      "network-private-b-internet": "network-nat-regional",
    });
  });

  it("outputs its addresses in the order of the zones", async () => {
    const made = ["a", "b"].map((zone) => network.one(EIP, `network-nat-regional-${zone}`).state["publicIp"]);
    await expect(network.valueOf(network.result.natPublicIps)).resolves.toEqual(made);
  });

  it("has metrics by gateway and zone; zonal gateways have metrics by gateway", async () => {
    const metrics = async (recording: Recording<Network>): Promise<unknown> =>
      recording.valueOf(pulumi.output(recording.result.natMetrics));
    const NatGatewayId = network.one(NAT_GATEWAY).id;
    await expect(metrics(network)).resolves.toEqual({
      a: { NatGatewayId, AvailabilityZone: network.one(SUBNET, "network-private-a").state["availabilityZone"] },
      b: { NatGatewayId, AvailabilityZone: network.one(SUBNET, "network-private-b").state["availabilityZone"] },
    });
    const zonal = await recordNetwork({ nat: "per-zone", zones: ["b", "a"] });
    await expect(metrics(zonal)).resolves.toEqual({
      a: { NatGatewayId: zonal.one(NAT_GATEWAY, "network-nat-a").id },
      b: { NatGatewayId: zonal.one(NAT_GATEWAY, "network-nat-b").id },
    });
  });

  it("uses `natAllocationIds`", async () => {
    const own = await recordNetwork({ ...args, natAllocationIds: { a: "eipalloc-0a1b2c3d4e5f60718" } });
    expect(names(own.ofType(EIP))).toEqual(["network-nat-regional-b"]);
    expect(own.one(NAT_GATEWAY).inputs["availabilityZoneAddresses"]).toContainEqual({
      availabilityZone: "eu-west-1a",
      allocationIds: ["eipalloc-0a1b2c3d4e5f60718"],
    });
  });

  it("needs an internet gateway, but no public subnet", async () => {
    const closed = await recordNetwork({ ...args, tiers: ["private", "control-plane"] });
    const { options } = closed.one(NAT_GATEWAY);
    expect(options.dependsOn).toEqual([`${INTERNET_GATEWAY}::network-internet`]);
    expect(options.customTimeouts).toEqual({ create: "15m", delete: "30m" });
    expect(closed.ofType(ROUTE).map(({ name }) => name)).toEqual([
      "network-private-a-internet",
      "network-private-b-internet",
    ]);
  });
});
