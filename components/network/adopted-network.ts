import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import type { MetricDimensions } from "./nat";
import type { ZoneSubnet } from "./network";
import type { SecurityGroupMap } from "./security-group-rules";
import { createSecurityGroups } from "./security-groups";
import { TIERS, type Tier, ZONE_LETTERS, type ZoneLetter, byTier } from "../../domain/network/zones-and-tiers";
import { discoveryTags } from "./subnets";

/** Subnet ids: tier, then zone letter. */
export type SubnetIds = Readonly<Partial<Record<Tier, Readonly<Partial<Record<ZoneLetter, string>>>>>>;

export interface ExistingVpc {
  /** A change replaces the security groups, and whatever stands in the VPC. */
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnets: SubnetIds;
  /** Whether the subnets get the tags by which Kubernetes controllers find them. */
  readonly tagSubnets: boolean;
}

export interface AdoptedNetworkArgs {
  /** Prefix of `Name` tags. */
  readonly platformName: string;
  /** The cluster whose Karpenter may find the private subnets. */
  readonly clusterName: string;
  readonly region: string;
  readonly existing: ExistingVpc;
  /** Security groups by key, for workloads outside of the cluster's own group. */
  readonly securityGroups: SecurityGroupMap;
}

/**
 * A VPC that is there already, in the shape of the {@link Network} that would be made: one of the account, or one whose
 * subnets another account shares.
 *
 * Made: security groups, which belong to whoever makes them, and on request tags on the subnets. In a shared VPC an
 * account sees and keeps its own tags, and none of the owner's. Left alone is everything else, which a participant may
 * not change: routes, NAT gateways, endpoints, transit gateways, flow logs, the VPC's defaults. So nobody waits for a way
 * out here either.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html
 */
export class AdoptedNetwork extends pulumi.ComponentResource {
  public readonly vpcId: pulumi.Output<string>;
  public readonly vpcCidr: pulumi.Output<string>;
  /** Subnet ids of each tier, in the order of the zone letters. */
  public readonly subnetIds: Readonly<Record<Tier, pulumi.Output<string>[]>>;
  /** The VPC's block: those of the subnets are written nowhere. */
  public readonly subnetCidrs: Readonly<Record<Tier, pulumi.Output<string>[]>>;
  public readonly privateSubnets: Readonly<Partial<Record<ZoneLetter, ZoneSubnet>>>;
  /** Ids of the private subnets by zone letter. */
  public readonly privateSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** None: a second block of the VPC is its owner's. */
  public readonly podSubnetIds: pulumi.Output<string>[] = [];
  /** None: a participant makes no route. */
  public readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>> = {};
  /** None that anybody here could know. */
  public readonly natPublicIps: pulumi.Output<string[]> = pulumi.output([]);
  /** None: its owner watches them. */
  public readonly natMetrics: Readonly<Record<string, MetricDimensions>> = {};
  /** By key. */
  public readonly securityGroupIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Nothing to wait for: the way out stood before this stack, and outlives it. */
  public readonly privateEgress: readonly pulumi.Resource[] = [];

  constructor(name: string, args: AdoptedNetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:network:AdoptedNetwork", name, {}, opts);
    const { existing, platformName } = args;
    if (existing.tagSubnets) this.tagSubnets(name, args);

    this.vpcId = pulumi.output(existing.vpcId);
    this.vpcCidr = pulumi.output(existing.cidr);
    this.subnetIds = byTier((tier) => subnetIdsOf(tier, existing));
    this.subnetCidrs = byTier(() => [this.vpcCidr]);
    this.privateSubnets = privateSubnetsOf(args);
    this.privateSubnetIds = Object.fromEntries(Object.entries(this.privateSubnets).map(([zone, { id }]) => [zone, id]));
    const scope = { parent: this, name, platformName, vpcId: this.vpcId, vpcCidr: this.vpcCidr };
    this.securityGroupIds = createSecurityGroups(scope, args.securityGroups);
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidr: this.vpcCidr,
      subnetIds: this.subnetIds,
      privateSubnetIds: this.privateSubnetIds,
      securityGroupIds: this.securityGroupIds,
    });
  }

  private tagSubnets(name: string, { existing, clusterName }: AdoptedNetworkArgs): void {
    for (const tier of TIERS) {
      for (const zone of ZONE_LETTERS) {
        const resourceId = existing.subnets[tier]?.[zone];
        if (resourceId === undefined) continue;
        for (const [key, value] of Object.entries(discoveryTags(tier, clusterName))) {
          new ec2.Tag(`${name}-${tier}-${zone}-${key}`, { resourceId, key, value }, { parent: this });
        }
      }
    }
  }
}

function subnetIdsOf(tier: Tier, { subnets }: ExistingVpc): pulumi.Output<string>[] {
  return ZONE_LETTERS.flatMap((zone) => subnets[tier]?.[zone] ?? []).map((id) => pulumi.output(id));
}

/** Their own blocks are written nowhere, and nothing is looked up. */
function privateSubnetsOf({ existing, region }: AdoptedNetworkArgs): AdoptedNetwork["privateSubnets"] {
  return Object.fromEntries(
    Object.entries(existing.subnets.private ?? {}).map(([zone, id]): [string, ZoneSubnet] => [
      zone,
      {
        id: pulumi.output(id),
        cidr: pulumi.output<string | undefined>(undefined),
        availabilityZone: pulumi.output(`${region}${zone}`),
      },
    ]),
  );
}
