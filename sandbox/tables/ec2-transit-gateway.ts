import { Address4 } from "ip-address";

import {
  ROUTE_TABLE,
  SUBNET,
  TRANSIT_GATEWAY_ATTACHMENT,
  VPC,
  ec2Arn,
  ec2Id,
  ownerId,
  refuseMissing,
  text,
  vpcBlocks,
  vpcOf,
} from "./ec2-objects";
import type { Request, ServiceTable } from "./table";

/** Attachments of VPCs to transit gateways, which belong to another stack or account. */
export const ec2TransitGateway: ServiceTable = {
  [TRANSIT_GATEWAY_ATTACHMENT]: {
    id: ec2Id("tgw-attach"),
    outputs: {
      arn: ec2Arn("transit-gateway-attachment"),
      vpcOwnerId: ownerId,
      securityGroupReferencingSupport: () => "disable",
      transitGatewayDefaultRouteTableAssociation: () => true,
      transitGatewayDefaultRouteTablePropagation: () => true,
    },
    refusals: (request) => [
      ...refuseMissing(request, "vpcId", VPC),
      ...refuseSubnets(request),
      ...refuseSecondAttachment(request),
    ],
  },
};

/** One subnet of the VPC in each zone: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html */
function refuseSubnets({ inputs, world }: Request): string[] {
  const ids = [inputs["subnetIds"] ?? []].flat().map(String);
  const subnets = ids.flatMap((id) => world.get(SUBNET, id) ?? []);
  const strangers = ids.filter((id) => vpcOf(world, SUBNET, id) !== inputs["vpcId"]);
  const zones = subnets.map(({ state }) => state["availabilityZone"]);
  return [
    ...(ids.length === 0 ? ["MissingParameter: The request must contain the parameter SubnetIds"] : []),
    ...strangers.map((id) => `InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist in the VPC`),
    ...(new Set(zones).size === zones.length
      ? []
      : [`DuplicateSubnetsInSameZone: Duplicate Subnets for same AZ: ${ids.join(", ")}`]),
  ];
}

function refuseSecondAttachment({ inputs, id, world }: Request): string[] {
  const { vpcId, transitGatewayId } = inputs;
  const others = world.ofType(TRANSIT_GATEWAY_ATTACHMENT, { vpcId, transitGatewayId }).filter((one) => one.id !== id);
  if (others.length === 0) return [];
  return [`DuplicateTransitGatewayAttachment: ${String(transitGatewayId)} has non-deleted Attachments with the VPC`];
}

/** A route to a transit gateway needs the VPC's attachment to it, and a destination outside the VPC. */
export function refuseTransitRoute({ inputs, world }: Request): string[] {
  const [transitGatewayId, tableId] = [text(inputs, "transitGatewayId"), text(inputs, "routeTableId")];
  const vpcId = vpcOf(world, ROUTE_TABLE, tableId);
  if (transitGatewayId === undefined || vpcId === undefined) return [];
  const isAttached = world.ofType(TRANSIT_GATEWAY_ATTACHMENT, { vpcId, transitGatewayId }).length > 0;
  const destination = text(inputs, "destinationCidrBlock") ?? "0.0.0.0/0";
  const own = vpcBlocks(world, vpcId).filter((block) => new Address4(destination).isInSubnet(block));
  return [
    ...(isAttached
      ? []
      : [`InvalidTransitGatewayID.NotFound: The transitGateway ID '${transitGatewayId}' does not exist.`]),
    // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    ...own.map(
      ({ address }) =>
        `InvalidParameterValue: The destination CIDR block ${destination} is equal to or more specific than one of ` +
        `this VPC's CIDR blocks (${address})`,
    ),
  ];
}
