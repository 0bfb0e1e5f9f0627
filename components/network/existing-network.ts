import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import type { PlatformNetwork, ZoneSubnet } from "./platform-network";
import type { SecurityGroupMap } from "./security-groups-args";
import { createSecurityGroups } from "./security-groups";
import { TIERS, type Tier, ZONE_LETTERS, type ZoneLetter, byTier } from "../../domain/network/zones-and-tiers";
import { discoveryTags } from "./subnets";

/** Subnet IDs by tier and zone letter. */
type SubnetIds = Readonly<Partial<Record<Tier, Readonly<Partial<Record<ZoneLetter, string>>>>>>;

export interface ExistingVpc {
  /** A change replaces the security groups, and the resources in the VPC. */
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnets: SubnetIds;
  /** Whether the stack tags the subnets so that Kubernetes controllers find them. */
  readonly tagSubnets: boolean;
}

export interface ExistingNetworkArgs {
  /** Prefix of `Name` tags. */
  readonly platformName: string;
  /** Name of the cluster, by which Karpenter finds the private subnets. */
  readonly clusterName: string;
  readonly region: string;
  readonly existing: ExistingVpc;
  /** Security groups by key, for resources that do not use the cluster's security group. */
  readonly securityGroups: SecurityGroupMap;
}

/**
 * An existing VPC: one of this account, or one whose subnets another account shares through AWS RAM.
 *
 * Creates security groups and, if `existing.tagSubnets`, tags on the subnets; in a shared VPC an account sees its own tags
 * only. It creates nothing else, because a participant cannot change routes, NAT gateways, endpoints, transit gateways,
 * flow logs or the defaults of the VPC.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html
 */
export class ExistingNetwork extends pulumi.ComponentResource implements PlatformNetwork {
  public readonly vpcId: pulumi.Output<string>;
  public readonly vpcCidr: pulumi.Output<string>;
  public readonly subnetIds: PlatformNetwork["subnetIds"];
  public readonly zoneSubnetIds: PlatformNetwork["zoneSubnetIds"];
  public readonly subnetCidrs: PlatformNetwork["subnetCidrs"];
  public readonly privateSubnets: PlatformNetwork["privateSubnets"];
  public readonly privateSubnetIds: PlatformNetwork["privateSubnetIds"];
  public readonly podSubnetIds: PlatformNetwork["podSubnetIds"] = {};
  public readonly routeTableIds: PlatformNetwork["routeTableIds"] = {};
  public readonly natPublicIps: PlatformNetwork["natPublicIps"] = pulumi.output([]);
  public readonly natMetrics: PlatformNetwork["natMetrics"] = {};
  public readonly securityGroupIds: PlatformNetwork["securityGroupIds"];
  /** Empty: the owner of the VPC manages its routes. */
  public readonly privateEgress: PlatformNetwork["privateEgress"] = [];

  constructor(name: string, args: ExistingNetworkArgs, opts: pulumi.ComponentResourceOptions) {
    // The type keeps its first name: another one would change the URN of every child.
    super("groundwork:network:AdoptedNetwork", name, {}, opts);
    const { existing, platformName } = args;
    if (existing.tagSubnets) this.tagSubnets(name, args);

    this.vpcId = pulumi.output(existing.vpcId);
    this.vpcCidr = pulumi.output(existing.cidr);
    this.subnetIds = byTier((tier) => subnetIdsOf(tier, existing));
    this.zoneSubnetIds = byTier((tier) =>
      Object.fromEntries(Object.entries(existing.subnets[tier] ?? {}).map(([zone, id]) => [zone, pulumi.output(id)])),
    );
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

  private tagSubnets(name: string, { existing, clusterName }: ExistingNetworkArgs): void {
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

/** Without CIDR blocks: the stack file does not contain them, and the stack looks nothing up. */
function privateSubnetsOf({ existing, region }: ExistingNetworkArgs): PlatformNetwork["privateSubnets"] {
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
