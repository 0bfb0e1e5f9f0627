import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

import type { InternetAccess } from "./internet";
import type { NetworkScope } from "./scope";
import type { NatMode } from "../../domain/network/nat-gateway-zones";
import { ZONE_LETTERS, type ZoneLetter } from "../../domain/network/zones-and-tiers";
import { type RoutedSubnet, type ZonePlacement, zonePlace } from "./subnets";

export interface NatArgs extends ZonePlacement {
  readonly zones: readonly ZoneLetter[];
  /** `single`, and each zone of the others, cost $36.50 a month, and $0.045 per GB. */
  readonly nat: NatMode;
  /**
   * Addresses of the account, by zone, instead of ones made here: they outlive the network. AWS gives an address to one
   * gateway at a time, so it must be out of use before it can move to another zone, or to or from `regional`.
   */
  readonly natAllocationIds: Readonly<Partial<Record<ZoneLetter, string>>>;
}

/** A NAT gateway and the zone it serves; without a zone it serves all. */
export interface NatGateway {
  readonly zone?: ZoneLetter;
  readonly gateway: ec2.NatGateway;
  readonly publicIps: pulumi.Output<string[]>;
}

/**
 * NAT gateways, each with an address in every zone it stands in. A gateway costs $32.85 a month and $0.045 per GB, an
 * address $3.65: https://aws.amazon.com/vpc/pricing/
 *
 * `single` puts the gateway into the first zone by letter. When that zone is removed, or a zone of an earlier letter
 * added, a gateway with another address is made there, the private routes of all zones turn to it in place, and then
 * the old one goes. While its zone is down no zone gets out. With `per-zone` a zone concerns only itself.
 *
 * @param homes public subnets, in the order of their zones
 */
export function createNatGateways(
  scope: NetworkScope,
  args: NatArgs,
  homes: readonly RoutedSubnet[],
  internet: InternetAccess,
): readonly NatGateway[] {
  if (args.nat === "regional") return [createRegionalGateway(scope, args, internet)];
  const chosen = { none: [], single: homes.slice(0, 1), "per-zone": homes }[args.nat];
  return chosen.map((home) => createZonalGateway(scope, args, home, internet));
}

/** The gateway waits for its way to the internet, and goes before it: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
function createZonalGateway(
  scope: NetworkScope,
  args: NatArgs,
  { zone, subnet, association }: RoutedSubnet,
  internet: InternetAccess,
): NatGateway {
  const { parent, name, platformName } = scope;
  const gateway = new ec2.NatGateway(
    `${name}-nat-${zone}`,
    {
      subnetId: subnet.id,
      allocationId: allocationIdIn(zone, scope, args, `nat-${zone}`),
      tags: { Name: `${platformName}-nat-${zone}` },
    },
    { parent, dependsOn: [...internet.routes, association], customTimeouts: TIMEOUTS },
  );
  return { zone, gateway, publicIps: gateway.publicIp.apply((publicIp) => [publicIp]) };
}

/**
 * One gateway with an address in every zone, which needs no public subnet: AWS gives it a route table of its own. The
 * zones are listed, so that AWS neither takes up to an hour to notice a new one nor adds addresses that no partner knows.
 * A zone comes and goes in place. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 *
 * Its addresses are not those of zonal gateways, which still hold theirs when this one is made.
 */
function createRegionalGateway(scope: NetworkScope, args: NatArgs, internet: InternetAccess): NatGateway {
  const { parent, name, platformName, vpcId } = scope;
  const gateway = new ec2.NatGateway(
    `${name}-nat-regional`,
    {
      vpcId,
      availabilityMode: "regional",
      availabilityZoneAddresses: ZONE_LETTERS.filter((zone) => args.zones.includes(zone)).map((zone) => ({
        ...zonePlace(args, zone),
        allocationIds: [allocationIdIn(zone, scope, args, `nat-regional-${zone}`)],
      })),
      tags: { Name: `${platformName}-nat-regional` },
    },
    { parent, dependsOn: [...internet.gateways], customTimeouts: TIMEOUTS },
  );
  const publicIps = gateway.regionalNatGatewayAddresses.apply((addresses) =>
    [...addresses].sort((a, b) => a.availabilityZone.localeCompare(b.availabilityZone)).map(({ publicIp }) => publicIp),
  );
  return { gateway, publicIps };
}

/** A gateway that fails to start says so after minutes, and one with open connections takes its time to go. */
const TIMEOUTS: pulumi.CustomTimeouts = { create: "15m", delete: "30m" };

/** The account's own address for the zone, or a new one. */
function allocationIdIn(
  zone: ZoneLetter,
  { parent, name, platformName }: NetworkScope,
  { natAllocationIds }: NatArgs,
  role: string,
): pulumi.Input<string> {
  const tags = { Name: `${platformName}-${role}` };
  return natAllocationIds[zone] ?? new ec2.Eip(`${name}-${role}`, { domain: "vpc", tags }, { parent }).id;
}

/** Names of a metric's dimensions, and their values. */
export type MetricDimensions = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * What the metrics of the gateways go by, for each zone that one stands in: those of a regional gateway have its zone for a
 * second dimension. https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natMetrics(
  gateways: readonly NatGateway[],
  subnets: readonly RoutedSubnet[],
): Readonly<Record<string, MetricDimensions>> {
  const byZone = gateways.flatMap(({ zone, gateway: { id: NatGatewayId } }): [string, MetricDimensions][] =>
    zone === undefined
      ? subnets.map(({ zone: letter, subnet }) => [letter, { NatGatewayId, AvailabilityZone: subnet.availabilityZone }])
      : [[zone, { NatGatewayId }]],
  );
  return Object.fromEntries(byZone);
}

/** Default routes of the private subnets: through the gateway of their zone, or the only one there is. */
export function createPrivateRoutes(
  { parent, name }: NetworkScope,
  subnets: readonly RoutedSubnet[],
  gateways: readonly NatGateway[],
): readonly ec2.Route[] {
  return subnets.flatMap(({ zone, routeTable }) => {
    const nat = gateways.find((candidate) => candidate.zone === zone) ?? gateways[0];
    if (nat === undefined) return [];
    return new ec2.Route(
      `${name}-private-${zone}-internet`,
      { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.gateway.id },
      { parent },
    );
  });
}
