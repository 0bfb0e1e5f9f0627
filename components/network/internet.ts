import * as ec2 from "@pulumi/aws/ec2";

import { INTERNET } from "../../domain/network/address-ranges";
import type { NetworkScope } from "./scope";
import type { TierRouteTable } from "./subnets";

/** Internet gateway and routes of the public subnets. */
export interface InternetAccess {
  /** One gateway, or empty. */
  readonly gateways: readonly ec2.InternetGateway[];
  /** Default routes of the public route tables. */
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
        { routeTableId: routeTable.id, destinationCidrBlock: INTERNET, gatewayId: gateway.id },
        { parent },
      ),
  );
  return { gateways: [gateway], routes };
}
