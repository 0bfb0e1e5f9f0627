import { Address4, Address6 } from "ip-address";

import {
  CIDR_ASSOCIATION,
  EGRESS_ONLY_GATEWAY,
  EKS_CLUSTER,
  INSTANCE,
  INTERNET_GATEWAY,
  LOAD_BALANCER,
  MOUNT_TARGET,
  NAT_GATEWAY,
  NETWORK_INTERFACE,
  NODE_GROUP,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SECURITY_GROUP,
  SUBNET,
  TRANSIT_GATEWAY_ATTACHMENT,
  VPC,
  VPC_ENDPOINT,
  ec2Arn,
  ec2Id,
  ownerId,
  refuseInUse,
  refuseMissing,
  text,
  vpcBlocks,
  vpcOf,
} from "./ec2-objects";
import { refuseLinkLocal, refuseReservedRoute, refuseRestrictedAssociation } from "./ec2-limits";
import { blockFromPool, refusePool } from "./ec2-pool";
import { refuseTransitRoute } from "./ec2-transit-gateway";
import type { Request, ServiceTable } from "./table";
import type { WorldObject } from "../world";

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

/** VPCs, subnets and routes. */
export const ec2Vpc: ServiceTable = {
  [VPC]: {
    id: ec2Id("vpc"),
    outputs: {
      arn: ec2Arn("vpc"),
      ownerId,
      defaultNetworkAclId: ec2Id("acl"),
      defaultRouteTableId: ec2Id("rtb"),
      mainRouteTableId: ec2Id("rtb"),
      defaultSecurityGroupId: ec2Id("sg"),
      dhcpOptionsId: ec2Id("dopt"),
      cidrBlock: blockFromPool,
      ipv6AssociationId: () => "",
      ipv6CidrBlock,
    },
    // AWS assigns the block on request, to a new or an existing VPC.
    changing: { ipv6CidrBlock },
    refusals: ({ inputs }) => [
      ...refuseBlock("InvalidVpc.Range", text(inputs, "cidrBlock")),
      ...refuseLinkLocal(text(inputs, "cidrBlock")),
      ...refusePool(inputs),
    ],
    deleteRefusals: refuseInUse("vpc", [
      [SUBNET, "vpcId"],
      [ROUTE_TABLE, "vpcId"],
      [INTERNET_GATEWAY, "vpcId"],
      [EGRESS_ONLY_GATEWAY, "vpcId"],
      [SECURITY_GROUP, "vpcId"],
      [VPC_ENDPOINT, "vpcId"],
    ]),
  },
  [CIDR_ASSOCIATION]: {
    id: ec2Id("vpc-cidr-assoc"),
    refusals: (request) => [
      ...refuseMissing(request, "vpcId", VPC),
      ...refuseBlock("InvalidVpc.Range", text(request.inputs, "cidrBlock")),
      ...refuseSecondBlock(request),
      ...refuseLinkLocal(text(request.inputs, "cidrBlock")),
      ...refuseRestrictedAssociation(request),
    ],
    deleteRefusals: ({ state }, world) => {
      const block = new Address4(text(state, "cidrBlock") ?? "");
      return world
        .ofType(SUBNET, { vpcId: state["vpcId"] })
        .filter((subnet) => new Address4(text(subnet.state, "cidrBlock") ?? "").isInSubnet(block))
        .map((subnet) => `InvalidCidrBlock.InUse: the vpc has subnets in ${block.address}: ${subnet.id}`);
    },
  },
  [SUBNET]: {
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_subnet.go
    replacesIf: {
      ipv6CidrBlock: (olds, news) =>
        olds["assignIpv6AddressOnCreation"] === true && olds["ipv6CidrBlock"] !== news["ipv6CidrBlock"],
    },
    id: ec2Id("subnet"),
    outputs: {
      arn: ec2Arn("subnet"),
      ownerId,
      ipv6CidrBlockAssociationId: () => "",
      availabilityZone: ({ inputs, region }) => zoneName(region, text(inputs, "availabilityZoneId")),
      availabilityZoneId: ({ inputs, region }) => zoneId(region, text(inputs, "availabilityZone")),
    },
    refusals: (request, existing) => [
      ...refuseMissing(request, "vpcId", VPC),
      ...refuseZone(request, existing),
      ...refuseBlock("InvalidSubnet.Range", text(request.inputs, "cidrBlock")),
      ...refusePlace(request),
      ...refuseIpv6Place(request),
    ],
    deleteRefusals: refuseInUse("subnet", [
      [NAT_GATEWAY, "subnetId"],
      [NETWORK_INTERFACE, "subnetId"],
      [INSTANCE, "subnetId"],
      [LOAD_BALANCER, "subnets"],
      [VPC_ENDPOINT, "subnetIds"],
      [TRANSIT_GATEWAY_ATTACHMENT, "subnetIds"],
      [EKS_CLUSTER, "vpcConfig.subnetIds"],
      [NODE_GROUP, "subnetIds"],
      [MOUNT_TARGET, "subnetId"],
    ]),
  },
  [ROUTE_TABLE]: {
    id: ec2Id("rtb"),
    outputs: { arn: ec2Arn("route-table"), ownerId },
    refusals: (request) => refuseMissing(request, "vpcId", VPC),
    deleteRefusals: refuseInUse("routeTable", [[ROUTE_TABLE_ASSOCIATION, "routeTableId"]]),
  },
  [ROUTE_TABLE_ASSOCIATION]: {
    id: ec2Id("rtbassoc"),
    refusals: (request) => [
      ...refuseMissing(request, "routeTableId", ROUTE_TABLE),
      ...refuseMissing(request, "subnetId", SUBNET),
      ...refuseOtherNetwork(request, "subnetId", SUBNET),
      ...refuseSecondTable(request),
    ],
  },
  [ROUTE]: {
    id: ({ inputs, hex }) => `r-${text(inputs, "routeTableId") ?? "rtb"}${parseInt(hex(8), 16)}`,
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

/** A block of 2001:db8::/32, which is reserved for documentation (RFC 3849). */
function ipv6CidrBlock({ inputs, hex }: Request): string {
  return inputs["assignGeneratedIpv6CidrBlock"] === true ? `2001:db8:0:a${hex(1)}00::/56` : "";
}

function refuseIpv6Place({ inputs, id, world }: Request): string[] {
  const [vpcId, cidr] = [text(inputs, "vpcId") ?? "", text(inputs, "ipv6CidrBlock") ?? ""];
  if (cidr === "") return [];
  const vpcBlock = text(world.get(VPC, vpcId)?.state ?? {}, "ipv6CidrBlock") ?? "";
  const inside = vpcBlock !== "" && new Address6(cidr).isInSubnet(new Address6(vpcBlock));
  const twins = world.ofType(SUBNET, { vpcId, ipv6CidrBlock: cidr }).filter((subnet) => subnet.id !== id);
  return [
    ...(inside && cidr.endsWith("/64") ? [] : [`InvalidSubnet.Range: The IPv6 CIDR '${cidr}' is invalid.`]),
    ...twins.map(
      (twin) => `InvalidSubnet.Conflict: The IPv6 CIDR '${cidr}' conflicts with another subnet (${twin.id})`,
    ),
  ];
}

/** Refuses invalid blocks, and sizes other than /16 to /28. */
function refuseBlock(code: string, cidr: string | undefined): string[] {
  if (cidr === undefined) return [];
  const block = Address4.isValid(cidr) ? new Address4(cidr) : undefined;
  const sound = block?.networkForm() === cidr && block.subnetMask >= 16 && block.subnetMask <= 28;
  return sound ? [] : [`${code}: The CIDR '${cidr}' is invalid.`];
}

/** Refuses a subnet outside the blocks of its VPC, or that overlaps another subnet. */
function refusePlace({ inputs, id, world }: Request): string[] {
  const [vpcId, cidr] = [text(inputs, "vpcId"), text(inputs, "cidrBlock")];
  if (vpcId === undefined || cidr === undefined || !Address4.isValid(cidr)) return [];
  const block = new Address4(cidr);
  const inside = vpcBlocks(world, vpcId).some((vpcBlock) => block.isInSubnet(vpcBlock));
  const neighbours = world.ofType(SUBNET, { vpcId }).filter((subnet) => subnet.id !== id);
  const overlapping = neighbours.filter(({ state }) => {
    const other = new Address4(text(state, "cidrBlock") ?? "");
    return block.isInSubnet(other) || other.isInSubnet(block);
  });
  return [
    ...(inside ? [] : [`InvalidSubnet.Range: The CIDR '${cidr}' is invalid.`]),
    ...overlapping.map(
      (subnet) => `InvalidSubnet.Conflict: The CIDR '${cidr}' conflicts with another subnet (${subnet.id})`,
    ),
  ];
}

function refuseSecondBlock({ inputs, id, world }: Request): string[] {
  const [vpcId, cidr] = [text(inputs, "vpcId") ?? "", text(inputs, "cidrBlock") ?? ""];
  if (!Address4.isValid(cidr) || world.get(CIDR_ASSOCIATION, id) !== undefined) return [];
  const block = new Address4(cidr);
  const taken = vpcBlocks(world, vpcId).some((other) => block.isInSubnet(other) || other.isInSubnet(block));
  return taken ? [`InvalidVpc.Conflict: The CIDR '${cidr}' conflicts with another CIDR of ${vpcId}`] : [];
}

/**
 * Refuses a zone of another Region, and a new subnet with both a zone name and a zone ID. An existing subnet may have both,
 * because it keeps the name when the program states the ID instead.
 */
function refuseZone({ inputs, region }: Request, existing: WorldObject | undefined): string[] {
  const [name, id] = [text(inputs, "availabilityZone"), text(inputs, "availabilityZoneId")];
  if (existing === undefined && name !== undefined && id !== undefined)
    return ["availabilityZone conflicts with availabilityZoneId"];
  const foreignName = name !== undefined && !(name.startsWith(region) && /^[a-z]$/.test(name.slice(region.length)));
  const foreignId = id !== undefined && !id.startsWith(`${regionCode(region)}-az`);
  return foreignName || foreignId
    ? [`InvalidParameterValue: Value (${name ?? id ?? ""}) for parameter availabilityZone is invalid in ${region}`]
    : [];
}

/** In the simulated account, zone `a` is `az1`, and so on. At AWS the order differs between accounts. */
function zoneName(region: string, id: string | undefined): string {
  const number = Number(id?.split("-az")[1] ?? 1);
  return `${region}${String.fromCharCode("a".charCodeAt(0) + number - 1)}`;
}

function zoneId(region: string, name: string | undefined): string {
  const letter = name?.slice(-1) ?? "a";
  return `${regionCode(region)}-az${letter.charCodeAt(0) - "a".charCodeAt(0) + 1}`;
}

/** The short form of a Region in zone IDs: `us-east-1` is `use1`, `ap-southeast-2` is `apse2`. */
function regionCode(region: string): string {
  const [area = "", ...rest] = region.split("-");
  return area + rest.join("").replaceAll(/north|south|east|west|central|gov/g, (word) => word.charAt(0));
}

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
