import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

import { INTERNET } from "../../domain/network/address-ranges";
import type { InternetAccess } from "./internet";
import type { NetworkScope } from "./scope";
import type { NatMode } from "../../domain/network/nat-gateway-zones";
import { ZONE_LETTERS, type ZoneLetter } from "../../domain/network/zones-and-tiers";
import { type RoutedSubnet, type ZonePlacement, zonePlace } from "./subnets";

export interface NatArgs extends ZonePlacement {
  readonly zones: readonly ZoneLetter[];
  /** $36.50 a month for `single`, or for each zone with `per-zone` and `regional`; in addition $0.045 per GB. */
  readonly nat: NatMode;
  /**
   * Allocation IDs of existing Elastic IP addresses by zone, instead of addresses that the stack allocates. The stack
   * does not release them. An address serves one gateway at a time: to move it to another zone, or to or from
   * `regional`, remove it in one update and add it in the next.
   */
  readonly natAllocationIds: Readonly<Partial<Record<ZoneLetter, string>>>;
}

/** A NAT gateway and the zone that it serves; a regional gateway has no zone and serves all. */
export interface NatGateway {
  readonly zone?: ZoneLetter;
  readonly gateway: ec2.NatGateway;
  readonly publicIps: pulumi.Output<string[]>;
}

/**
 * Creates the NAT gateways, with one Elastic IP address in each of their zones. A gateway costs $32.85 a month and $0.045
 * per GB, an address $3.65 a month: https://aws.amazon.com/vpc/pricing/
 *
 * With `single` the gateway is in the first zone by letter. If that zone is removed, or a zone with an earlier letter is
 * added, the update creates a gateway with another address, changes the private routes of all zones in place, and then
 * deletes the old gateway. A failure of its zone affects all zones. With `per-zone`, zones do not depend on each other.
 *
 * @param publicSubnets in the order of their zones
 */
export function createNatGateways(
  scope: NetworkScope,
  args: NatArgs,
  publicSubnets: readonly RoutedSubnet[],
  internet: InternetAccess,
): readonly NatGateway[] {
  if (args.nat === "regional") return [createRegionalGateway(scope, args, internet)];
  const chosen = { none: [], single: publicSubnets.slice(0, 1), "per-zone": publicSubnets }[args.nat];
  return chosen.map((subnet) => createZonalGateway(scope, args, subnet, internet));
}

/** The gateway is created after its route to the internet, and deleted before it: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
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
 * One gateway with an address in each zone. It needs no public subnet, because AWS creates a route table for it. The zones
 * are listed, because otherwise AWS takes up to an hour to add a zone, with an address that no allow-list contains. Zones
 * are added and removed in place. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 *
 * It cannot use the addresses of zonal gateways, which are still in use when it is created.
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

/** EC2 reports a failed gateway after minutes, and takes long to delete one with open connections. */
const TIMEOUTS: pulumi.CustomTimeouts = { create: "15m", delete: "30m" };

/** The allocation ID in the stack file for the zone, or that of a new address. */
function allocationIdIn(
  zone: ZoneLetter,
  { parent, name, platformName }: NetworkScope,
  { natAllocationIds }: NatArgs,
  role: string,
): pulumi.Input<string> {
  const tags = { Name: `${platformName}-${role}` };
  return natAllocationIds[zone] ?? new ec2.Eip(`${name}-${role}`, { domain: "vpc", tags }, { parent }).id;
}

/** Dimensions of a CloudWatch metric, by name. */
export type MetricDimensions = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * Dimensions of the gateway metrics, for each zone with a gateway. Metrics of a regional gateway have the zone as a second
 * dimension. https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
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

/** Default routes of the private subnets, to the gateway of their zone or the only one. */
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
      { routeTableId: routeTable.id, destinationCidrBlock: INTERNET, natGatewayId: nat.gateway.id },
      { parent },
    );
  });
}
