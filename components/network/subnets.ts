import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import { ipv6SubnetCidr } from "../../domain/network/ipv6-plan";
import type { NetworkScope } from "./scope";
import { type PlannedSubnet, type SubnetPlace, computedBlock } from "../../domain/network/subnet-plan";
import { type Tier, type ZoneLetter } from "../../domain/network/zones-and-tiers";
import { TIER_TAG_KEY } from "../../domain/tags/tag-keys";

/** A subnet with its route table. */
export interface RoutedSubnet {
  readonly tier: Tier;
  readonly zone: ZoneLetter;
  readonly subnet: ec2.Subnet;
  readonly routeTable: ec2.RouteTable;
  readonly association: ec2.RouteTableAssociation;
}

/** A route table and its tier. */
export interface TierRouteTable {
  /** Tier, and zone letter where each zone has its own: `public`, `private-a`. */
  readonly key: string;
  readonly tier: Tier;
  readonly routeTable: ec2.RouteTable;
}

export interface ZonePlacement {
  readonly region: string;
  /** Zone IDs by letter, such as `use1-az1`, which stand for the same zone in every account. */
  readonly zoneIds: Readonly<Partial<Record<ZoneLetter, string>>>;
}

export interface SubnetPlacement extends ZonePlacement {
  /** IPv6 block of the VPC. If set, subnets have IPv6 blocks and assign IPv6 addresses. */
  readonly ipv6Block?: pulumi.Input<string>;
  /** Name of the cluster, by which Karpenter finds the private subnets. */
  readonly clusterName: string;
}

/**
 * Creates the subnets, their route tables and the associations between them. A planned subnet has a CIDR block, or a
 * position in the block that an IPAM pool allocates.
 *
 * Only private subnets have a route table for each zone, since only they have routes to the NAT gateway of a zone. Routes
 * are separate resources, because a route table with inline routes removes all other routes.
 */
export function createSubnets(
  scope: NetworkScope,
  plan: readonly (PlannedSubnet | SubnetPlace)[],
  placement: SubnetPlacement,
): { readonly subnets: readonly RoutedSubnet[]; readonly routeTables: readonly TierRouteTable[] } {
  const routeTables = new Map<string, TierRouteTable>();
  const subnets = plan.map((planned) => {
    const key = routeTableKey(planned);
    const table = routeTables.get(key) ?? {
      key,
      tier: planned.tier,
      routeTable: createRouteTable(scope, key, planned.tier),
    };
    routeTables.set(key, table);
    return createSubnet(scope, planned, placement, table.routeTable);
  });
  return { subnets, routeTables: [...routeTables.values()] };
}

function routeTableKey({ tier, zone }: SubnetPlace): string {
  return tier === "private" ? `${tier}-${zone}` : tier;
}

function createRouteTable(
  { parent, name, platformName, vpcId }: NetworkScope,
  key: string,
  tier: Tier,
): ec2.RouteTable {
  const tags = { Name: `${platformName}-${key}`, [TIER_TAG_KEY]: tier };
  return new ec2.RouteTable(`${name}-${key}`, { vpcId, tags }, { parent });
}

function createSubnet(
  { parent, name, platformName, vpcId, vpcCidr }: NetworkScope,
  { tier, zone, ...planned }: PlannedSubnet | SubnetPlace,
  placement: SubnetPlacement,
  routeTable: ec2.RouteTable,
): RoutedSubnet {
  const key = `${tier}-${zone}`;
  const subnet = new ec2.Subnet(
    `${name}-${key}`,
    {
      vpcId,
      cidrBlock: "cidr" in planned ? planned.cidr : vpcCidr.apply((block) => computedBlock(block, tier, zone)),
      ...zonePlace(placement, zone),
      mapPublicIpOnLaunch: false,
      ...ipv6Addresses(placement, tier, zone),
      tags: { Name: `${platformName}-${key}`, [TIER_TAG_KEY]: tier, ...discoveryTags(tier, placement.clusterName) },
    },
    { parent },
  );
  const association = new ec2.RouteTableAssociation(
    `${name}-${key}`,
    { subnetId: subnet.id, routeTableId: routeTable.id },
    { parent },
  );
  return { tier, zone, subnet, routeTable, association };
}

function ipv6Addresses(
  { ipv6Block }: SubnetPlacement,
  tier: Tier,
  zone: ZoneLetter,
): Pick<ec2.SubnetArgs, "ipv6CidrBlock" | "assignIpv6AddressOnCreation"> {
  if (ipv6Block === undefined) return {};
  return {
    ipv6CidrBlock: pulumi.output(ipv6Block).apply((vpcBlock) => ipv6SubnetCidr(vpcBlock, tier, zone)),
    assignIpv6AddressOnCreation: true,
  };
}

/** Identifies a zone by its zone ID if the stack file has one, otherwise by its letter. */
export function zonePlace(
  { region, zoneIds }: ZonePlacement,
  zone: ZoneLetter,
): { readonly availabilityZone: string } | { readonly availabilityZoneId: string } {
  const zoneId = zoneIds[zone];
  return zoneId === undefined ? { availabilityZone: `${region}${zone}` } : { availabilityZoneId: zoneId };
}

/**
 * Tags by which Kubernetes controllers find the subnets that they can use.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/
 * https://karpenter.sh/docs/concepts/nodeclasses/#specsubnetselectorterms
 */
export function discoveryTags(tier: Tier, clusterName: string): Readonly<Record<string, string>> {
  if (tier === "public") return { "kubernetes.io/role/elb": "1" };
  if (tier === "private") return { "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": clusterName };
  return {};
}
