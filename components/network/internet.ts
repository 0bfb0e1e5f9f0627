import * as ec2 from "@pulumi/aws/ec2";

import type { NetworkScope } from "./scope";
import type { TierRouteTable } from "./subnets";

/** The way to the internet: what a public address needs around it to be reachable. */
export interface InternetAccess {
  /** One gateway, or none. */
  readonly gateways: readonly ec2.InternetGateway[];
  /** Default routes of the public tables. */
  readonly routes: readonly ec2.Route[];
}

export function createInternetAccess(
  { parent, name, platformName, vpcId }: NetworkScope,
  publicTables: readonly TierRouteTable[],
): InternetAccess {
  const gateway = new ec2.InternetGateway(`${name}-internet`, { vpcId, tags: { Name: platformName } }, { parent });
  const routes = publicTables.map(
    ({ key, routeTable }) =>
      new ec2.Route(
        `${name}-${key}-internet`,
        { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
        { parent },
      ),
  );
  return { gateways: [gateway], routes };
}
