import * as ec2 from "@pulumi/aws/ec2";

import type { InternetAccess } from "./internet";
import type { NetworkScope } from "./scope";
import type { TierRouteTable } from "./subnets";

const EVERYWHERE = "::/0";

/**
 * IPv6 default routes: of public subnets to the internet gateway, of private subnets to an egress-only internet gateway,
 * which has no charge. Isolated and control-plane subnets have none, as with IPv4.
 * https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
 *
 * @returns the routes of the private subnets
 */
export function createIpv6Routes(
  scope: NetworkScope,
  publicTables: readonly TierRouteTable[],
  privateTables: readonly TierRouteTable[],
  internet: InternetAccess,
): readonly ec2.Route[] {
  const { parent, name, platformName, vpcId } = scope;
  for (const gateway of internet.gateways) {
    for (const table of publicTables) createIpv6Route(scope, table, { gatewayId: gateway.id });
  }
  const gateway = new ec2.EgressOnlyInternetGateway(
    `${name}-ipv6-egress`,
    { vpcId, tags: { Name: `${platformName}-ipv6-egress` } },
    { parent },
  );
  return privateTables.map((table) => createIpv6Route(scope, table, { egressOnlyGatewayId: gateway.id }));
}

function createIpv6Route(
  { parent, name }: NetworkScope,
  { key, routeTable }: TierRouteTable,
  target: Pick<ec2.RouteArgs, "gatewayId" | "egressOnlyGatewayId">,
): ec2.Route {
  return new ec2.Route(
    `${name}-${key}-internet-ipv6`,
    { routeTableId: routeTable.id, destinationIpv6CidrBlock: EVERYWHERE, ...target },
    { parent },
  );
}
