import type * as pulumi from "@pulumi/pulumi";

import { clusterDnsBlock } from "../../../domain/cluster/cluster-dns";
import type { ClusterScope } from "../scope";

/**
 * The address at which pods ask for names, where no pods of CoreDNS stand behind it that a policy could select: in Auto
 * Mode each node answers by itself. Undefined where CoreDNS is an add-on on the nodes.
 *
 * EKS chooses the Services' range of an IPv6 cluster, and of an IPv4 cluster that states none, so it is an output then.
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
export function nodeDnsBlock({ args, controlPlane }: ClusterScope): pulumi.Input<string> | undefined {
  if (args.autoMode === undefined) return undefined;
  if (args.ipFamily === "ipv4" && args.serviceCidr !== undefined) return clusterDnsBlock(args.serviceCidr);
  return controlPlane.kubernetesNetworkConfig.apply(({ serviceIpv4Cidr, serviceIpv6Cidr }) =>
    clusterDnsBlock(args.ipFamily === "ipv4" ? serviceIpv4Cidr : serviceIpv6Cidr),
  );
}
