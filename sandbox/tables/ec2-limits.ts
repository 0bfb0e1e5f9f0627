import { Address4 } from "ip-address";

import { VPC, text } from "./ec2-objects";
import type { Request } from "./table";

const LINK_LOCAL = "169.254.0.0/16";
/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#route-table-routes */
const RESERVED_FOR_SERVICES = "169.254.168.0/22";
/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
const LONGEST_ENDPOINT_POLICY = 20_480;
/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
const MOST_USER_DATA_BYTES = 16 * 1024;

const RFC_1918 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const BENCHMARK = "198.19.0.0/16";

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions */
export function refuseLinkLocal(cidr: string | undefined): string[] {
  return cidr !== undefined && isWithin(cidr, LINK_LOCAL) ? [`InvalidVpc.Range: The CIDR '${cidr}' is invalid.`] : [];
}

/** The allowed ranges of a second block depend on the first block: same page. */
export function refuseRestrictedAssociation({ inputs, world }: Request): string[] {
  const [vpcId, cidr] = [text(inputs, "vpcId") ?? "", text(inputs, "cidrBlock")];
  const first = text(world.get(VPC, vpcId)?.state ?? {}, "cidrBlock");
  if (cidr === undefined || first === undefined || !restricted(first).some((range) => isWithin(cidr, range))) return [];
  return [`InvalidVpc.Range: The CIDR '${cidr}' is restricted. Use a CIDR from the same private range as ${first}.`];
}

function restricted(first: string): string[] {
  const own = RFC_1918.find((range) => isWithin(first, range));
  if (own === undefined) return isWithin(first, BENCHMARK) ? RFC_1918 : [...RFC_1918, BENCHMARK];
  return [
    ...RFC_1918.filter((range) => range !== own),
    BENCHMARK,
    ...(isWithin(first, "10.0.0.0/15") ? ["10.0.0.0/16"] : []),
    ...(own === "172.16.0.0/12" ? ["172.31.0.0/16"] : []),
  ];
}

export function refuseReservedRoute({ inputs }: Request): string[] {
  const destination = text(inputs, "destinationCidrBlock");
  if (destination === undefined || !isWithin(destination, RESERVED_FOR_SERVICES)) return [];
  return [`InvalidParameterValue: the destination ${destination} is reserved for AWS services`];
}

export function refuseLongPolicy({ inputs }: Request): string[] {
  const policy = text(inputs, "policy") ?? "";
  return policy.length > LONGEST_ENDPOINT_POLICY
    ? [`InvalidPolicyDocument: the policy has ${policy.length} characters; the limit is ${LONGEST_ENDPOINT_POLICY}`]
    : [];
}

export function refuseLongUserData({ inputs }: Request): string[] {
  const { length } = Buffer.from(text(inputs, "userData") ?? "", "base64");
  return length > MOST_USER_DATA_BYTES
    ? [`InvalidUserData.Malformed: User data is limited to ${MOST_USER_DATA_BYTES} bytes`]
    : [];
}

function isWithin(inner: string, outer: string): boolean {
  return Address4.isValid(inner) && new Address4(inner).isInSubnet(new Address4(outer));
}
