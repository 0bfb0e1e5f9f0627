import { Address4, Address6 } from "ip-address";

/** Which address of the Services' range belongs to DNS. */
const TENTH = 10n;

/**
 * The address of the cluster's DNS as a block of one address: the tenth of the Services' range, whichever family it has.
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
