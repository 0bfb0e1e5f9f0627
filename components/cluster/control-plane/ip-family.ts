import type { NodeRequirement } from "../karpenter/karpenter-args";

/** IP family of pods and Services. A change replaces the cluster. */
export type IpFamily = "ipv4" | "ipv6";

/**
 * Defaults for load balancers: targets are the addresses of IPv6 pods, not ports of their nodes, and load balancers are
 * dual-stack. The class sets this for Ingresses. Services have no default, so each of type LoadBalancer needs the
 * annotation `service.beta.kubernetes.io/aws-load-balancer-ip-address-type: dualstack`.
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

/** Address from which pods get their AWS credentials: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
export function podIdentityAgent(ipFamily: IpFamily): string {
  return ipFamily === "ipv4" ? "169.254.170.23/32" : "fd00:ec2::23/128";
}

/**
 * Pods get IPv6 addresses from a prefix of their node, which only the Nitro System supports. Bare metal instances support it,
 * too, but are excluded: they have no hypervisor for the label.
 * https://karpenter.sh/docs/concepts/scheduling/#well-known-labels
 */
export function nodeRequirements(ipFamily: IpFamily): readonly NodeRequirement[] {
  if (ipFamily === "ipv4") return [];
  return [{ key: "karpenter.k8s.aws/instance-hypervisor", operator: "In", values: ["nitro"] }];
}
