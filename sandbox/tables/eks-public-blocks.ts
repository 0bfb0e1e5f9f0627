import { Address4, Address6 } from "ip-address";

import { list, record } from "./eks-objects";
import type { Request } from "./table";

/** https://docs.aws.amazon.com/general/latest/gr/eks.html#limits_eks: not adjustable. */
const MOST_PUBLIC_BLOCKS = 40;
/** "The block(s) cannot include reserved addresses": https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
const RESERVED = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
const DOCUMENTATION = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];
const DOCUMENTATION_IPV6 = "2001:db8::/32";

/** Example accounts of AWS's documentation and of the stack files in this project. */
const DOCUMENTATION_ACCOUNTS = ["111122223333", "123456789012", "444455556666", "777788889999"];

/** Why EKS refuses the blocks that may reach a public endpoint. */
export function refusePublicBlocks({ inputs, accountId }: Request): string[] {
  const blocks = list(record(inputs["vpcConfig"])["publicAccessCidrs"]);
  const reserved = DOCUMENTATION_ACCOUNTS.includes(accountId) ? RESERVED : [...RESERVED, ...DOCUMENTATION];
  const refused = blocks.filter((block) =>
    block.includes(":")
      ? !DOCUMENTATION_ACCOUNTS.includes(accountId) && overlapsIpv6(block, DOCUMENTATION_IPV6)
      : block !== "0.0.0.0/0" && reserved.some((range) => overlaps(block, range)),
  );
  return [
    ...(blocks.length > MOST_PUBLIC_BLOCKS
      ? [`InvalidParameterException: at most ${MOST_PUBLIC_BLOCKS} CIDRs are allowed in publicAccessCidrs`]
      : []),
    ...(refused.length > 0
      ? [`InvalidParameterException: The following CIDRs are not allowed in publicAccessCidrs: [${refused.join(", ")}]`]
      : []),
  ];
}

function overlaps(a: string, b: string): boolean {
  if (!Address4.isValid(a)) return false;
  const [one, other] = [new Address4(a), new Address4(b)];
  return one.isInSubnet(other) || other.isInSubnet(one);
}

function overlapsIpv6(a: string, b: string): boolean {
  if (!Address6.isValid(a)) return false;
  const [one, other] = [new Address6(a), new Address6(b)];
  return one.isInSubnet(other) || other.isInSubnet(one);
}
