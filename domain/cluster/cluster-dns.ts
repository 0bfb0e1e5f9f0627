import { Address4, Address6 } from "ip-address";

/** Position of the DNS address in the block of Services. */
const TENTH = 10n;

/**
 * The address of the cluster's DNS server as a CIDR block: the tenth address of the block of Services, IPv4 or IPv6.
 * https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/api/types.go (GetClusterDns)
 */
export function clusterDnsBlock(serviceCidr: string): string {
  if (serviceCidr.includes(":")) {
    const start = new Address6(serviceCidr).startAddress();
    return `${Address6.fromBigInt(start.bigInt() + TENTH).correctForm()}/128`;
  }
  const start = new Address4(serviceCidr).startAddress();
  return `${Address4.fromBigInt(start.bigInt() + TENTH).correctForm()}/32`;
}
