import * as ec2 from "@pulumi/aws/ec2";
import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";

import { INTERNET } from "../../domain/network/address-ranges";
import type { NetworkScope } from "./scope";
import type { RoutedSubnet, TierRouteTable } from "./subnets";

export interface TransitGatewayArgs {
  /** A change replaces the attachment. */
  readonly id: string;
  /** CIDR blocks behind the gateway. `0.0.0.0/0` is the internet, and requires `nat` `none`. */
  readonly destinations: readonly string[];
}

/**
 * Attaches the VPC to a transit gateway, and creates routes to its destinations. $36.50 a month, and $0.02 per GB sent:
 * https://aws.amazon.com/transit-gateway/pricing/
 *
 * The attachment uses the control-plane subnets. AWS recommends separate /28 subnets with one route table and an open
 * network ACL for attachments, and these subnets have room for both: EKS needs 6 of 11 addresses, the attachment one.
 * Zones without such a subnet cannot reach the gateway.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 *
 * DNS support is on and appliance mode is off, the defaults of AWS: appliance mode is for firewalls in the VPC, and there
 * is none. The owner of the gateway decides which of its route tables contain the VPC.
 *
 * @param controlPlaneSubnets subnets of the attachment
 * @param tables route tables of private subnets and pods, and of the control plane, whose network interfaces reply to
 *   clients that reach the Kubernetes API through the gateway
 */
export function attachTransitGateway(
  scope: NetworkScope,
  { transitGateway }: { readonly transitGateway?: TransitGatewayArgs },
  controlPlaneSubnets: readonly RoutedSubnet[],
  tables: readonly TierRouteTable[],
): readonly ec2.Route[] {
  if (transitGateway === undefined) return [];
  const { parent, name, platformName, vpcId } = scope;
  const attachment = new ec2transitgateway.VpcAttachment(
    `${name}-transit-gateway`,
    {
      transitGatewayId: transitGateway.id,
      vpcId,
      subnetIds: controlPlaneSubnets.map(({ subnet }) => subnet.id),
      tags: { Name: platformName },
    },
    { parent },
  );
  return tables.flatMap(({ key, routeTable }) =>
    transitGateway.destinations.map(
      (destination) =>
        new ec2.Route(
          routeName(`${name}-${key}`, destination),
          {
            routeTableId: routeTable.id,
            destinationCidrBlock: destination,
            // From the attachment, because EC2 refuses a route to a gateway that is not attached.
            transitGatewayId: attachment.transitGatewayId,
          },
          { parent },
        ),
    ),
  );
}

/** The default route has the same name as with NAT, so that a change between the two updates it in place. */
function routeName(prefix: string, destination: string): string {
  return `${prefix}-${destination === INTERNET ? "internet" : `transit-gateway-${destination.replace("/", "-")}`}`;
}
