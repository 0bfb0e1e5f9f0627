import {
  EGRESS_ONLY_GATEWAY,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SUBNET,
  VPC,
  ec2Arn,
  ec2Id,
  ownerId,
  refuseInUse,
  refuseMissing,
  text,
  vpcOf,
} from "./ec2-objects";
import { refuseReservedRoute } from "./ec2-limits";
import { refuseTransitRoute } from "./ec2-transit-gateway";
import type { Request, ServiceTable } from "./table";

const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

/** Route tables, their associations with subnets, and routes. */
export const ec2Routes: ServiceTable = {
  [ROUTE_TABLE]: {
    id: ec2Id("rtb"),
    outputs: { arn: ec2Arn("route-table"), ownerId },
    refusals: (request) => refuseMissing(request, "vpcId", VPC),
    deleteRefusals: refuseInUse("routeTable", [[ROUTE_TABLE_ASSOCIATION, "routeTableId"]]),
  },
  [ROUTE_TABLE_ASSOCIATION]: {
    id: ec2Id("rtbassoc"),
    importId: ({ subnetId, routeTableId }) => `${String(subnetId)}/${String(routeTableId)}`,
    refusals: (request) => [
      ...refuseMissing(request, "routeTableId", ROUTE_TABLE),
      ...refuseMissing(request, "subnetId", SUBNET),
      ...refuseOtherNetwork(request, "subnetId", SUBNET),
      ...refuseSecondTable(request),
    ],
  },
  [ROUTE]: {
    id: ({ inputs, hex }) => `r-${text(inputs, "routeTableId") ?? "rtb"}${parseInt(hex(8), 16)}`,
    importId: (state) =>
      `${String(state["routeTableId"])}_${DESTINATIONS.map((key) => text(state, key) ?? "").join("")}`,
    outputs: { instanceId: () => "", instanceOwnerId: () => "", origin: () => "CreateRoute", state: () => "active" },
    refusals: (request) => [
      ...refuseMissing(request, "routeTableId", ROUTE_TABLE),
      ...refuseMissing(request, "gatewayId", INTERNET_GATEWAY),
      ...refuseMissing(request, "natGatewayId", NAT_GATEWAY),
      ...refuseMissing(request, "egressOnlyGatewayId", EGRESS_ONLY_GATEWAY),
      ...refuseOtherNetwork(request, "gatewayId", INTERNET_GATEWAY),
      ...refuseOtherNetwork(request, "natGatewayId", NAT_GATEWAY),
      ...refuseUnlessOne(request, "destination", DESTINATIONS),
      ...refuseUnlessOne(request, "target", TARGETS),
      ...refuseSecondRoute(request),
      ...refuseReservedRoute(request),
      ...refuseTransitRoute(request),
    ],
  },
};

/** Refuses to associate a route table with an object of another VPC. */
function refuseOtherNetwork({ inputs, world }: Request, key: string, type: string): string[] {
  const [tableId, otherId] = [text(inputs, "routeTableId"), text(inputs, key)];
  const [network, other] = [vpcOf(world, ROUTE_TABLE, tableId), vpcOf(world, type, otherId)];
  if (network === undefined || other === undefined || network === other) return [];
  return [`InvalidParameterValue: route table ${tableId ?? ""} and ${otherId ?? ""} belong to different networks`];
}

function refuseSecondTable({ inputs, id, world }: Request): string[] {
  const subnetId = text(inputs, "subnetId");
  const others = world.ofType(ROUTE_TABLE_ASSOCIATION, { subnetId }).filter((association) => association.id !== id);
  if (subnetId === undefined || others.length === 0) return [];
  return [`Resource.AlreadyAssociated: the subnet ${subnetId} is already associated with a route table`];
}

function refuseSecondRoute({ inputs, id, world }: Request): string[] {
  const routeTableId = text(inputs, "routeTableId");
  return DESTINATIONS.flatMap((destination) => {
    const value = text(inputs, destination);
    const others = world.ofType(ROUTE, { routeTableId, [destination]: value }).filter((route) => route.id !== id);
    if (value === undefined || others.length === 0) return [];
    return [`RouteAlreadyExists: The route identified by ${value} already exists.`];
  });
}

function refuseUnlessOne({ inputs }: Request, what: string, keys: readonly string[]): string[] {
  const given = keys.filter((key) => inputs[key] !== undefined);
  return given.length === 1
    ? []
    : [`a route needs exactly one ${what}, of ${keys.join(", ")}; given: ${given.join(", ") || "none"}`];
}
