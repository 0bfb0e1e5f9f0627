import { type Recording } from "../../support/record";
import type { Network } from "../../../components/network";
import type { Props } from "../../../sandbox/tables/table";
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
  it("stands in the control plane's subnet of every zone", async () => {
    const network = await recordNetwork({ transitGateway });
    expect(network.one(ATTACHMENT).inputs).toEqual({
      transitGatewayId: id,
      vpcId: network.one(VPC).id,
      subnetIds: ["a", "b", "c"].map((zone) => network.one(SUBNET, `network-control-plane-${zone}`).id),
      tags: { Name: "groundwork-test" },
    });
  });

  it("is led to by private subnets and by the control plane, which answers who comes through it, and by no other", async () => {
    const network = await recordNetwork({ transitGateway, zones: ["a", "b"] });
    const tables = ["private-a", "private-b", "control-plane"];
    expect(transitRoutes(network)).toEqual(
      tables.flatMap((table) => transitGateway.destinations.map((block) => `network-${table} ${block}`)),
    );
  });

  it("is what private workloads wait for", async () => {
    const network = await recordNetwork({ transitGateway: { id, destinations: ["10.0.0.0/8"] }, zones: ["a", "b"] });
    const waits = network.result.privateEgress.map((resource) => (resource as unknown as { __name: string }).__name);
    expect(waits).toEqual(
      expect.arrayContaining(["a", "b"].map((zone) => `network-private-${zone}-transit-gateway-10.0.0.0-8`)),
    );
  });

  it("comes without touching anything that is there", async () => {
    const { added, removed, changed } = compareNetworks(await recordNetwork(), await recordNetwork({ transitGateway }));
    expect(added.filter((name) => !/^Route::network-.*-transit-gateway-/.test(name))).toEqual([
      "VpcAttachment::network-transit-gateway",
    ]);
    expect([removed, changed]).toEqual([[], []]);
  });

  it("follows a zone that comes, in place", async () => {
    const before = await recordNetwork({ transitGateway, zones: ["a", "b"] });
    const { removed, changed } = compareNetworks(before, await recordNetwork({ transitGateway }));
    expect([removed, changed]).toEqual([[], ["VpcAttachment::network-transit-gateway"]]);
  });

  it("makes nothing of the order of its destinations, and a new one touches no other", async () => {
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

  it("takes the internet over from NAT in place, without a second default route", async () => {
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

describe("AWS", () => {
  let account: Account;
  let attached: Props;
  beforeEach(() => {
    account = new Account();
    attached = { transitGatewayId: id, vpcId: account.vpc.id, subnetIds: [account.subnet.id] };
  });

  it("refuses a route to a gateway that is not attached, and takes it afterwards", () => {
    const route = { routeTableId: account.table.id, destinationCidrBlock: "10.0.0.0/8", transitGatewayId: id };
    expect(account.creating(ROUTE, route)).toThrow("InvalidTransitGatewayID.NotFound");
    account.create(ATTACHMENT, "attachment", attached);
    expect(account.creating(ROUTE, route)).not.toThrow();
  });

  it.each(["10.0.0.0/16", "10.0.3.0/24"])("refuses to send the VPC's own %s to a gateway", (destinationCidrBlock) => {
    account.create(ATTACHMENT, "attachment", attached);
    const route = { routeTableId: account.table.id, destinationCidrBlock, transitGatewayId: id };
    expect(account.creating(ROUTE, route)).toThrow("is equal to or more specific than one of this VPC's CIDR blocks");
  });

  it("attaches a VPC once, with one subnet in a zone and none of another VPC", () => {
    const second = account.create(SUBNET, "second", { vpcId: account.vpc.id, cidrBlock: "10.0.9.0/24" });
    const creating = (change: Props): (() => unknown) => account.creating(ATTACHMENT, { ...attached, ...change });
    expect(creating({ subnetIds: [account.subnet.id, second.id] })).toThrow("DuplicateSubnetsInSameZone");
    expect(creating({ vpcId: account.other.id })).toThrow("InvalidSubnetID.NotFound");
    expect(creating({ subnetIds: [] })).toThrow("MissingParameter");
    account.create(ATTACHMENT, "attachment", attached);
    expect(creating({})).toThrow("DuplicateTransitGatewayAttachment");
  });

  it("keeps a subnet that an attachment stands in, and replaces the attachment with its gateway alone", () => {
    const attachment = account.create(ATTACHMENT, "attachment", attached);
    expect(account.deleting(account.subnet)).toThrow(attachment.id);
    expect(account.cloud.diff(ATTACHMENT, attached, { ...attached, subnetIds: ["s"] }).replaces).toEqual([]);
    expect(account.cloud.diff(ATTACHMENT, attached, { ...attached, transitGatewayId: "t" }).replaces).toEqual([
      "transitGatewayId",
    ]);
  });
});
