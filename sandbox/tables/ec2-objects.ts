import { Address4 } from "ip-address";

import { isRecord } from "../property-diff";
import type { World, WorldObject } from "../world";
import type { Props } from "../props";
import type { Request } from "./table";

/** Type tokens of the VPC and its parts. */
export const VPC = "aws:ec2/vpc:Vpc";
export const CIDR_ASSOCIATION = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const ROUTE = "aws:ec2/route:Route";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const EGRESS_ONLY_GATEWAY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const EIP = "aws:ec2/eip:Eip";
export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const TRANSIT_GATEWAY_ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
export const INSTANCE = "aws:ec2/instance:Instance";
export const VOLUME = "aws:ebs/volume:Volume";
export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";
export const EKS_CLUSTER = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** EC2's error code and noun for an object that does not exist: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const NOT_FOUND: Readonly<Record<string, readonly [code: string, noun: string]>> = {
  [VPC]: ["InvalidVpcID.NotFound", "vpc ID"],
  [SUBNET]: ["InvalidSubnetID.NotFound", "subnet ID"],
  [ROUTE_TABLE]: ["InvalidRouteTableID.NotFound", "routeTable ID"],
  [INTERNET_GATEWAY]: ["InvalidInternetGatewayID.NotFound", "internetGateway ID"],
  [EGRESS_ONLY_GATEWAY]: ["InvalidGatewayID.NotFound", "egress-only internet gateway ID"],
  [NAT_GATEWAY]: ["InvalidNatGatewayID.NotFound", "natGateway ID"],
  [EIP]: ["InvalidAllocationID.NotFound", "allocation ID"],
  [VPC_ENDPOINT]: ["InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"],
  [SECURITY_GROUP]: ["InvalidGroup.NotFound", "security group"],
};

/** An ID in EC2's format: `vpc-` and 17 hexadecimal digits. */
export function ec2Id(prefix: string, salt = ""): (request: Request) => string {
  return ({ hex }) => `${prefix}-0${hex(16, salt)}`;
}

export function ec2Arn(kind: string): (request: Request) => string {
  return ({ id, region, accountId }) => `arn:aws:ec2:${region}:${accountId}:${kind}/${id}`;
}

export function ownerId({ accountId }: Request): string {
  return accountId;
}

/** A property if it is a string, else undefined. */
export function text(props: Props, key: string): string | undefined {
  const value = props[key];
  return typeof value === "string" ? value : undefined;
}

/** Refuses an input that refers to an object which does not exist. Accepts an omitted input. */
export function refuseMissing({ inputs, world }: Request, key: string, type: string): string[] {
  const id = text(inputs, key);
  if (id === undefined || world.get(type, id) !== undefined) return [];
  const [code, noun] = NOT_FOUND[type] ?? ["NotFound", type];
  return [`${code}: The ${noun} '${id}' does not exist`];
}

/** The VPC of an object, or of the object's subnet. */
export function vpcOf(world: World, type: string, id: string | undefined): string | undefined {
  const state = id === undefined ? undefined : world.get(type, id)?.state;
  if (state === undefined) return undefined;
  return text(state, "vpcId") ?? vpcOf(world, SUBNET, text(state, "subnetId"));
}

/** The first block of the VPC, and the associated ones. */
export function vpcBlocks(world: World, vpcId: string): Address4[] {
  const holders = [world.get(VPC, vpcId), ...world.ofType(CIDR_ASSOCIATION, { vpcId })];
  return holders.flatMap((holder) => {
    const cidr = holder === undefined ? undefined : text(holder.state, "cidrBlock");
    return cidr === undefined ? [] : [new Address4(cidr)];
  });
}

/** A type, and the property by which its objects refer to another object. */
export type Use = readonly [type: string, property: string];

/** Refuses to delete an object that other objects use. */
export function refuseInUse(noun: string, uses: readonly Use[]): (object: WorldObject, world: World) => string[] {
  return (object, world) => {
    const users = usersOf(object.id, uses, world);
    if (users.length === 0) return [];
    return [
      `DependencyViolation: The ${noun} '${object.id}' has dependencies and cannot be deleted: ${users.join(", ")}`,
    ];
  };
}

/** Ids of the objects that use an id. */
function usersOf(id: string, uses: readonly Use[], world: World): string[] {
  return uses.flatMap(([type, property]) =>
    world
      .ofType(type)
      .filter(({ state }) => [valueAt(state, property)].flat().includes(id))
      .map((user) => user.id),
  );
}

function valueAt(state: Props, property: string): unknown {
  return property.split(".").reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), state);
}
