import type * as pulumi from "@pulumi/pulumi";

import { clusterDnsBlock } from "../../../domain/cluster/cluster-dns";
import type { ClusterScope } from "../scope";

/**
 * Address of the DNS server of Auto Mode, which runs on each node and not in pods that a network policy could select.
 * Undefined without Auto Mode, where CoreDNS runs in pods.
 *
 * EKS chooses the block of Services of an IPv6 cluster, and of an IPv4 cluster without `serviceCidr`, so the address is
 * an output then.
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
export function nodeDnsBlock({
  args,
  controlPlane,
}: Pick<ClusterScope<"autoMode" | "ipFamily" | "serviceCidr">, "args" | "controlPlane">):
  pulumi.Input<string> | undefined {
  if (args.autoMode === undefined) return undefined;
  if (args.ipFamily === "ipv4" && args.serviceCidr !== undefined) return clusterDnsBlock(args.serviceCidr);
  return controlPlane.kubernetesNetworkConfig.apply(({ serviceIpv4Cidr, serviceIpv6Cidr }) =>
    clusterDnsBlock(args.ipFamily === "ipv4" ? serviceIpv4Cidr : serviceIpv6Cidr),
  );
}
