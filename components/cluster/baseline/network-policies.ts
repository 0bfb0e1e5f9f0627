import type * as pulumi from "@pulumi/pulumi";

/**
 * Specs of the network policies that every namespace starts from. Policies add up: what one allows, no other forbids.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */

const DNS_PORTS = [
  { protocol: "UDP", port: 53 },
  // For answers too long for one packet.
  { protocol: "TCP", port: 53 },
];

/** In one peer, so both must hold: pods of CoreDNS in kube-system, and no others. */
const COREDNS_PODS = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

/**
 * Lets every pod ask the cluster's DNS, without which nothing else it may reach would have a name.
 *
 * The policy agent sees a packet as the pod sends it, to the address of the Service. A selector of pods stands for that
 * address only as long as a Service selects the same pods; without one, as in Auto Mode, the address itself is named.
 *
 * @param nodeDns block of that address, where nodes answer and no pods do
 */
export function allowDns(nodeDns: pulumi.Input<string> | undefined) {
  return {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [COREDNS_PODS, ...(nodeDns === undefined ? [] : [{ ipBlock: { cidr: nodeDns } }])],
        ports: DNS_PORTS,
      },
    ],
  };
}

/**
 * Closes both directions for every pod. Probes still arrive: a pod's own node is always let through. A workload brings
 * its own rules; one that calls AWS also needs the Pod Identity agent, TCP 80 on 169.254.170.23, or in an IPv6 cluster on
 * fd00:ec2::23. There, what pods send over IPv4 is beyond any policy.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const DEFAULT_DENY = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
