import type * as pulumi from "@pulumi/pulumi";

import type { MetricDimensions } from "./nat";
import type { Tier, ZoneLetter } from "../../domain/network/zones-and-tiers";

/** A subnet of one zone. */
export interface ZoneSubnet {
  readonly id: pulumi.Output<string>;
  /** Undefined for a subnet of an existing VPC. */
  readonly cidr: pulumi.Output<string | undefined>;
  /** Name of the zone in the account, such as `eu-west-1a`. */
  readonly availabilityZone: pulumi.Output<string>;
}

/** The network that the platform uses, whether the stack creates it or it exists. */
export interface PlatformNetwork {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidr: pulumi.Output<string>;
  /** Subnet IDs by tier, in the order of the zone letters. */
  readonly subnetIds: Readonly<Record<Tier, pulumi.Output<string>[]>>;
  /** Subnet IDs by tier and zone letter. */
  readonly zoneSubnetIds: Readonly<Record<Tier, Readonly<Record<string, pulumi.Output<string>>>>>;
  /** CIDR blocks of the subnets by tier, in the order of the zone letters; for an existing VPC the block of the VPC. */
  readonly subnetCidrs: Readonly<Record<Tier, pulumi.Output<string>[]>>;
  readonly privateSubnets: Readonly<Partial<Record<ZoneLetter, ZoneSubnet>>>;
  /** IDs of the private subnets by zone letter. */
  readonly privateSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** IDs of the subnets of `podCidr` by zone letter. Empty without it, and for an existing VPC. */
  readonly podSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Route table IDs by tier, and by zone letter where each zone has its own: `public`, `private-a`. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Public addresses of the NAT gateways, in the order of the zones. */
  readonly natPublicIps: pulumi.Output<string[]>;
  /** Dimensions of the NAT gateway metrics, for each zone with a NAT gateway. */
  readonly natMetrics: Readonly<Record<string, MetricDimensions>>;
  /** Security group IDs by key. */
  readonly securityGroupIds: Readonly<Record<string, pulumi.Output<string>>>;
  /**
   * For `dependsOn` of private workloads: the resources of their route to the internet, which must exist before the
   * workloads start and until they have drained. Not an output of the stack.
   */
  readonly privateEgress: readonly pulumi.Resource[];
}
