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
  ROUTE_TABLE,
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
} from "./ec2-objects";
import { refuseLinkLocal, refuseRestrictedAssociation } from "./ec2-limits";
import { blockFromPool, refusePool } from "./ec2-pool";
import { refuseZone, zoneId, zoneName } from "./ec2-zones";
import type { Request, ServiceTable } from "./table";

/** VPCs and subnets. */
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
