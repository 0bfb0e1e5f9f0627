import type { NodeRequirement } from "../karpenter/karpenter-args";

/** Whose addresses pods and Services have. A cluster is made with one, for life. */
export type IpFamily = "ipv4" | "ipv6";

/**
 * What load balancers must be by default: IPv6 pods are reached by themselves, not by a port of their node, and from a
 * load balancer that has IPv6 too. Ingresses are that by their class; for a Service there is no default, so each of type
 * LoadBalancer says `service.beta.kubernetes.io/aws-load-balancer-ip-address-type: dualstack`.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
 */
export function loadBalancerDefaults(ipFamily: IpFamily): LoadBalancerDefaults {
  if (ipFamily === "ipv4") return {};
  return { defaultTargetType: "ip", ingressClassParams: { spec: { ipAddressType: "dualstack" } } };
}

/** Values of the load balancer controller's chart. */
interface LoadBalancerDefaults {
  readonly defaultTargetType?: "ip";
  readonly ingressClassParams?: { readonly spec: { readonly ipAddressType: "dualstack" } };
}

/** Where pods ask for their AWS credentials: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
export function podIdentityAgent(ipFamily: IpFamily): string {
  return ipFamily === "ipv4" ? "169.254.170.23/32" : "fd00:ec2::23/128";
}

/**
 * Pods get their IPv6 addresses out of a prefix of their node's, which instances before Nitro do not take. Bare metal does,
 * and stays out all the same: it has no hypervisor to be known by.
 * https://karpenter.sh/docs/concepts/scheduling/#well-known-labels
 */
export function nodeRequirements(ipFamily: IpFamily): readonly NodeRequirement[] {
  if (ipFamily === "ipv4") return [];
  return [{ key: "karpenter.k8s.aws/instance-hypervisor", operator: "In", values: ["nitro"] }];
}
