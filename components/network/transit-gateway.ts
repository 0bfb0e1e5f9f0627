import * as ec2 from "@pulumi/aws/ec2";
import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";

import type { NetworkScope } from "./scope";
import type { RoutedSubnet, TierRouteTable } from "./subnets";

export interface TransitGatewayArgs {
  /** A change replaces the attachment. */
  readonly id: string;
  /** CIDR blocks that lie behind the gateway. `0.0.0.0/0` is the internet, and needs `nat: none`. */
  readonly destinations: readonly string[];
}

const INTERNET = "0.0.0.0/0";

/**
 * The VPC's attachment to a transit gateway, and the routes to what lies behind it. $36.50 a month, and $0.02 per GB sent:
 * https://aws.amazon.com/transit-gateway/pricing/
 *
 * It stands in the control plane's subnets: /28 blocks apart from workloads, all with one route table and an open network
 * ACL, which is what AWS advises for attachments, and each has room for both (EKS wants 6 addresses there, the
 * attachment takes one of 11). Without a subnet in a zone the gateway is out of that zone's reach.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 *
 * DNS support stays on and appliance mode off, as AWS has them: the latter keeps a flow in one zone for the sake of a
 * firewall in the VPC, and there is none. Which route tables of the gateway know the VPC is for the gateway's owner to say.
 *
 * @param homes the control plane's subnets
 * @param tables those of the private subnets, which pods use too, and of the control plane, whose interfaces answer those
 *   who come through the gateway to the Kubernetes API
 */
export function attachTransitGateway(
  scope: NetworkScope,
  { transitGateway }: { readonly transitGateway?: TransitGatewayArgs },
  homes: readonly RoutedSubnet[],
  tables: readonly TierRouteTable[],
): readonly ec2.Route[] {
  if (transitGateway === undefined) return [];
  const { parent, name, platformName, vpcId } = scope;
  const attachment = new ec2transitgateway.VpcAttachment(
    `${name}-transit-gateway`,
    {
      transitGatewayId: transitGateway.id,
      vpcId,
      subnetIds: homes.map(({ subnet }) => subnet.id),
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
            // Taken from the attachment: EC2 lets no route lead to a gateway that is not attached.
            transitGatewayId: attachment.transitGatewayId,
          },
          { parent },
        ),
    ),
  );
}

/** The way to the internet has the name that it has through NAT: what turns from one to the other changes in place. */
function routeName(prefix: string, destination: string): string {
  return `${prefix}-${destination === INTERNET ? "internet" : `transit-gateway-${destination.replace("/", "-")}`}`;
}
