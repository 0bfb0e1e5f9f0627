import { type Recording } from "../../support/record";
import type { Network } from "../../../components/network";
import type { Props } from "../../../sandbox/props";
import { Account } from "./ec2-account";
import { compareNetworks, recordNetwork } from "./fixture";

const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";

const id = "tgw-0a1b2c3d4e5f60718";
const transitGateway = { id, destinations: ["10.0.0.0/8", "192.168.0.0/16"] };

/** Routes to the gateway: `<table> <destination>`. */
function transitRoutes(network: Recording<Network>): string[] {
  const tableOf = (tableId: unknown): string =>
    network.ofType(ROUTE_TABLE).find((table) => table.id === tableId)?.name ?? "nothing";
  return network
    .ofType(ROUTE)
    .filter(({ inputs }) => inputs["transitGatewayId"] === id)
    .map(({ inputs }) => `${tableOf(inputs["routeTableId"])} ${String(inputs["destinationCidrBlock"])}`);
}

describe("the attachment to a transit gateway", () => {
  it("is in the control-plane subnet of every zone", async () => {
    const network = await recordNetwork({ transitGateway });
    expect(network.one(ATTACHMENT).inputs).toEqual({
      transitGatewayId: id,
      vpcId: network.one(VPC).id,
      subnetIds: ["a", "b", "c"].map((zone) => network.one(SUBNET, `network-control-plane-${zone}`).id),
      tags: { Name: "groundwork-test" },
    });
  });

  it("has routes from private and control-plane subnets only", async () => {
    const network = await recordNetwork({ transitGateway, zones: ["a", "b"] });
    const tables = ["private-a", "private-b", "control-plane"];
    expect(transitRoutes(network)).toEqual(
      tables.flatMap((table) => transitGateway.destinations.map((block) => `network-${table} ${block}`)),
    );
  });

  it("is created before private workloads", async () => {
    const network = await recordNetwork({ transitGateway: { id, destinations: ["10.0.0.0/8"] }, zones: ["a", "b"] });
    const waits = network.result.privateEgress.map((resource) => (resource as unknown as { __name: string }).__name);
    expect(waits).toEqual(
      expect.arrayContaining(["a", "b"].map((zone) => `network-private-${zone}-transit-gateway-10.0.0.0-8`)),
    );
  });

  it("can be added without changing another resource", async () => {
    const { added, removed, changed } = compareNetworks(await recordNetwork(), await recordNetwork({ transitGateway }));
    expect(added.filter((name) => !/^Route::network-.*-transit-gateway-/.test(name))).toEqual([
      "VpcAttachment::network-transit-gateway",
    ]);
    expect([removed, changed]).toEqual([[], []]);
  });

  it("is updated in place when a zone is added", async () => {
    const before = await recordNetwork({ transitGateway, zones: ["a", "b"] });
    const { removed, changed } = compareNetworks(before, await recordNetwork({ transitGateway }));
    expect([removed, changed]).toEqual([[], ["VpcAttachment::network-transit-gateway"]]);
  });

  it("ignores the order of its destinations, and a new one changes no other", async () => {
    const before = await recordNetwork({ transitGateway });
    const destinations = ["172.16.0.0/12", ...[...transitGateway.destinations].reverse()];
    const { added, removed, changed } = compareNetworks(
      before,
      await recordNetwork({ transitGateway: { id, destinations } }),
    );
    expect(added).toEqual(
      ["control-plane", "private-a", "private-b", "private-c"].map(
        (table) => `Route::network-${table}-transit-gateway-172.16.0.0-12`,
      ),
    );
    expect([removed, changed]).toEqual([[], []]);
  });

  it("takes over the default route from NAT in place", async () => {
    const central = { transitGateway: { id, destinations: ["0.0.0.0/0"] }, nat: "none" } as const;
    const { added, removed, changed } = compareNetworks(
      await recordNetwork({ nat: "single" }),
      await recordNetwork(central),
    );
    expect(added).toEqual(["Route::network-control-plane-internet", "VpcAttachment::network-transit-gateway"]);
    expect(removed).toEqual(["Eip::network-nat-a", "NatGateway::network-nat-a"]);
    expect(changed).toEqual(["a", "b", "c"].map((zone) => `Route::network-private-${zone}-internet`));
  });
});

describe("EC2", () => {
  let account: Account;
  let attached: Props;
  beforeEach(() => {
    account = new Account();
    attached = { transitGatewayId: id, vpcId: account.vpc.id, subnetIds: [account.subnet.id] };
  });

  it("refuses a route to a gateway that is not attached", () => {
    const route = { routeTableId: account.table.id, destinationCidrBlock: "10.0.0.0/8", transitGatewayId: id };
    expect(account.creating(ROUTE, route)).toThrow("InvalidTransitGatewayID.NotFound");
    account.create(ATTACHMENT, "attachment", attached);
    expect(account.creating(ROUTE, route)).not.toThrow();
  });

  it.each(["10.0.0.0/16", "10.0.3.0/24"])(
    "refuses a route for the VPC's own %s to a gateway",
    (destinationCidrBlock) => {
      account.create(ATTACHMENT, "attachment", attached);
      const route = { routeTableId: account.table.id, destinationCidrBlock, transitGatewayId: id };
      expect(account.creating(ROUTE, route)).toThrow("is equal to or more specific than one of this VPC's CIDR blocks");
    },
  );

  it("attaches a VPC once, with one subnet per zone and none of another VPC", () => {
    const second = account.create(SUBNET, "second", { vpcId: account.vpc.id, cidrBlock: "10.0.9.0/24" });
    const creating = (change: Props): (() => unknown) => account.creating(ATTACHMENT, { ...attached, ...change });
    expect(creating({ subnetIds: [account.subnet.id, second.id] })).toThrow("DuplicateSubnetsInSameZone");
    expect(creating({ vpcId: account.other.id })).toThrow("InvalidSubnetID.NotFound");
    expect(creating({ subnetIds: [] })).toThrow("MissingParameter");
    account.create(ATTACHMENT, "attachment", attached);
    expect(creating({})).toThrow("DuplicateTransitGatewayAttachment");
  });

  it("refuses to delete a subnet of an attachment, and replaces the attachment only with its gateway", () => {
    const attachment = account.create(ATTACHMENT, "attachment", attached);
    expect(account.deleting(account.subnet)).toThrow(attachment.id);
    expect(account.cloud.diff(ATTACHMENT, attached, { ...attached, subnetIds: ["s"] }).replaces).toEqual([]);
    expect(account.cloud.diff(ATTACHMENT, attached, { ...attached, transitGatewayId: "t" }).replaces).toEqual([
      "transitGatewayId",
    ]);
  });
});
