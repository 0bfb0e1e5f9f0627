import * as ec2 from "@pulumi/aws/ec2";

import { type PerimeterArgs, gatewayPolicy } from "./endpoint-policy";
import type { NetworkScope } from "./scope";
import type { Tier } from "../../domain/network/zones-and-tiers";
import type { TierRouteTable } from "./subnets";

/** The services with gateway endpoints: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
const SERVICES = ["s3", "dynamodb"] as const;

/** The route of one table to one gateway endpoint. */
export interface EndpointRoute {
  readonly tier: Tier;
  readonly association: ec2.VpcEndpointRouteTableAssociation;
}

/**
 * Gateway endpoints for S3 and DynamoDB, with routes in every route table. They are free, and their traffic, such as layers
 * of container images, avoids the NAT charge of $0.045 per GB.
 *
 * Each route table has its own association instead of an entry in the endpoint's list, so that adding or removing a zone
 * changes no resource that other zones use.
 */
export function createGatewayEndpoints(
  scope: NetworkScope,
  perimeter: PerimeterArgs,
  routeTables: readonly TierRouteTable[],
): readonly EndpointRoute[] {
  return SERVICES.flatMap((service) => {
    const endpoint = createEndpoint(scope, perimeter, service);
    return routeTables.map((table) => createEndpointRoute(scope, service, endpoint, table));
  });
}

function createEndpoint(
  { parent, name, platformName, vpcId }: NetworkScope,
  perimeter: PerimeterArgs,
  service: (typeof SERVICES)[number],
): ec2.VpcEndpoint {
  return new ec2.VpcEndpoint(
    `${name}-${service}`,
    {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${perimeter.region}.${service}`,
      policy: gatewayPolicy(service, perimeter),
      tags: { Name: `${platformName}-${service}` },
    },
    { parent },
  );
}

function createEndpointRoute(
  { parent, name }: NetworkScope,
  service: string,
  endpoint: ec2.VpcEndpoint,
  { key, tier, routeTable }: TierRouteTable,
): EndpointRoute {
  const association = new ec2.VpcEndpointRouteTableAssociation(
    `${name}-${service}-${key}`,
    { vpcEndpointId: endpoint.id, routeTableId: routeTable.id },
    { parent },
  );
  return { tier, association };
}
