import type * as pulumi from "@pulumi/pulumi";

/**
 * Specs of the network policies of every namespace. Network policies are additive: no policy denies what another allows.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */

const DNS_PORTS = [
  { protocol: "UDP", port: 53 },
  // DNS uses TCP for answers that do not fit into one UDP packet.
  { protocol: "TCP", port: 53 },
];

/** Both selectors in one peer: only the pods of CoreDNS in kube-system match. */
const COREDNS_PODS = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

/**
 * Allows DNS queries from every pod to the DNS of the cluster.
 *
 * The policy agent evaluates packets as pods send them, to the address of the Service. A pod selector matches that
 * address only while the Service selects pods; in Auto Mode it selects none, so the policy needs the address.
 *
 * @param nodeDns CIDR block of the DNS address, if nodes answer DNS queries
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
 * Denies all traffic from and to every pod, except from the pod's own node, so that probes work. Workloads add policies;
 * those that call AWS must also allow the Pod Identity Agent: TCP 80 on 169.254.170.23, or on fd00:ec2::23 in an IPv6
 * cluster. In an IPv6 cluster, network policies do not apply to IPv4 traffic of pods.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const DEFAULT_DENY = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
