import * as ec2 from "@pulumi/aws/ec2";

import type { NetworkScope } from "./scope";
import type { PodSubnet } from "../../domain/network/subnet-plan";
import { TIER_TAG_KEY } from "../../domain/tags/tag-keys";
import { type RoutedSubnet, type ZonePlacement, zonePlace } from "./subnets";

/** A subnet for pods, and its association with a route table. */
type RoutedPodSubnet = Pick<RoutedSubnet, "zone" | "subnet" | "association">;

/**
 * Creates a second CIDR block of the VPC, and in it a subnet for pods in each zone, so that pods do not use routable
 * addresses. The subnets use the private route table of their zone.
 *
 * Because of the tag, the VPC CNI assigns addresses of these subnets in addition to those of the node's subnet:
 * https://aws.amazon.com/blogs/containers/amazon-vpc-cni-introduces-enhanced-subnet-discovery/
 */
export function createPodSubnets(
  { parent, name, platformName, vpcId }: NetworkScope,
  { podCidr, ...placement }: ZonePlacement & { readonly podCidr?: string },
  plan: readonly PodSubnet[],
  privateSubnets: readonly RoutedSubnet[],
): readonly RoutedPodSubnet[] {
  if (podCidr === undefined) return [];
  const block = new ec2.VpcIpv4CidrBlockAssociation(`${name}-pods`, { vpcId, cidrBlock: podCidr }, { parent });
  return plan.flatMap(({ zone, cidr }) => {
    const privateSubnet = privateSubnets.find((candidate) => candidate.zone === zone);
    if (privateSubnet === undefined) return [];
    const subnet = new ec2.Subnet(
      `${name}-pods-${zone}`,
      {
        vpcId,
        cidrBlock: cidr,
        ...zonePlace(placement, zone),
        mapPublicIpOnLaunch: false,
        tags: { Name: `${platformName}-pods-${zone}`, [TIER_TAG_KEY]: "pods", "kubernetes.io/role/cni": "1" },
      },
      { parent, dependsOn: [block] },
    );
    const association = new ec2.RouteTableAssociation(
      `${name}-pods-${zone}`,
      { subnetId: subnet.id, routeTableId: privateSubnet.routeTable.id },
      { parent },
    );
    return [{ zone, subnet, association }];
  });
}
