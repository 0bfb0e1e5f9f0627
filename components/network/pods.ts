import * as ec2 from "@pulumi/aws/ec2";

import type { NetworkScope } from "./scope";
import type { PodSubnet } from "../../domain/network/subnet-plan";
import { type RoutedSubnet, type ZonePlacement, zonePlace } from "./subnets";

/** A subnet of pods and its use of the private route table of its zone. */
export interface RoutedPodSubnet {
  readonly subnet: ec2.Subnet;
  readonly association: ec2.RouteTableAssociation;
}

/**
 * A second block of the VPC, and in it a subnet for pods in each zone, so that pods do not use up routable addresses.
 * They leave through the private route table of their zone, translated like everything else there.
 *
 * The tag makes the VPC CNI take addresses from these subnets besides those of the node's own:
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
    const home = privateSubnets.find((candidate) => candidate.zone === zone);
    if (home === undefined) return [];
    const subnet = new ec2.Subnet(
      `${name}-pods-${zone}`,
      {
        vpcId,
        cidrBlock: cidr,
        ...zonePlace(placement, zone),
        mapPublicIpOnLaunch: false,
        tags: { Name: `${platformName}-pods-${zone}`, "kubernetes.io/role/cni": "1" },
      },
      { parent, dependsOn: [block] },
    );
    const association = new ec2.RouteTableAssociation(
      `${name}-pods-${zone}`,
      { subnetId: subnet.id, routeTableId: home.routeTable.id },
      { parent },
    );
    return { subnet, association };
  });
}
