import {
  CIDR_ASSOCIATION,
  EGRESS_ONLY_GATEWAY,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE_TABLE,
  SUBNET,
  TRANSIT_GATEWAY_ATTACHMENT,
  VPC,
  VPC_ENDPOINT,
  text,
  vpcOf,
} from "./ec2-objects";
import type { Request, ResourceTable, ServiceTable } from "./table";

/** Resources that only the owner of a VPC can create in it: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html */
const OWNERS_ALONE = [
  CIDR_ASSOCIATION,
  EGRESS_ONLY_GATEWAY,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE_TABLE,
  SUBNET,
  TRANSIT_GATEWAY_ATTACHMENT,
  VPC_ENDPOINT,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/flowLog:FlowLog",
];

/** The tables with the restrictions for a VPC that another account shares. */
export function keptByOwners(tables: ServiceTable): ServiceTable {
  return Object.fromEntries(
    Object.entries(tables).map(([type, table]) => [type, OWNERS_ALONE.includes(type) ? keptByOwner(table) : table]),
  );
}

function keptByOwner(table: ResourceTable): ResourceTable {
  return {
    ...table,
    refusals: (request, current) => {
      const refused = refuseParticipant(request);
      return refused.length > 0 ? refused : (table.refusals?.(request, current) ?? []);
    },
  };
}

function refuseParticipant({ inputs, type, world, accountId }: Request): string[] {
  const vpcId = text(inputs, "vpcId") ?? vpcOf(world, SUBNET, text(inputs, "subnetId")) ?? "";
  const vpc = world.get(VPC, vpcId);
  if (vpc === undefined || vpc.accountId === accountId) return [];
  return [
    `UnauthorizedOperation: ${vpcId} is shared by account ${vpc.accountId}, and only the owner can create a ${type} in it`,
  ];
}
