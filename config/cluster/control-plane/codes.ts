import type { Codes } from "../../diagnostics/code";

const EKS = "https://docs.aws.amazon.com/eks/latest/userguide";

/** Findings about the control plane: version, endpoint, IP family and quotas of Amazon EKS. */
export const controlPlaneCodes = {
  "cluster/service-cidr-overlaps-vpc": {
    cause:
      "The block of Services and the VPC share addresses, so pods could not reach VPC resources with these addresses.",
    remedy: "Set `cluster.serviceCidr` to a private block that shares no address with the VPC.",
  },
  "cluster/no-private-endpoint": {
    cause: `Without the [private endpoint](${EKS}/cluster-endpoint.html#modify-endpoint-access), nodes call the public endpoint from addresses of NAT gateways, which AWS assigns during the update, so \`publicCidrs\` cannot contain them. Nodes could not join the cluster.`,
    remedy: "Set `cluster.endpoint.private` to true; the public endpoint can stay on.",
  },
  "cluster/public-endpoint-without-cidrs": {
    cause: `Without a list of CIDR blocks, EKS [lets the whole internet](${EKS}/cluster-endpoint.html) connect to the public endpoint.`,
    remedy: "List the blocks of your offices and pipelines in `cluster.endpoint.publicCidrs`.",
  },
  "cluster/public-cidrs-unused": {
    cause:
      "The list `cluster.endpoint.publicCidrs` limits the public endpoint, and `cluster.endpoint.public` is false.",
    remedy: "Remove the list, or set `cluster.endpoint.public` to true.",
  },
  "cluster/unknown-version": {
    cause: "The table of Kubernetes versions in this release of Groundwork does not contain the version.",
    remedy: "Set a version that the report lists, or update Groundwork.",
  },
  "cluster/version-out-of-support": {
    cause: `For the \`supportType\` of the cluster, [support](${EKS}/kubernetes-versions.html#kubernetes-release-calendar) of this Kubernetes version has ended, so AWS upgrades such clusters automatically.`,
    remedy: "Upgrade to the next minor version.",
  },
  "cluster/version-support-ends": {
    cause: `AWS [ends support](${EKS}/kubernetes-versions.html#kubernetes-release-calendar) of this Kubernetes version within 90 days. After that, AWS upgrades the cluster automatically, or charges for extended support.`,
    remedy: "Upgrade to the next minor version.",
  },
  "cluster/extended-support": {
    cause: `The Kubernetes version is in [extended support](${EKS}/kubernetes-versions.html#kubernetes-release-calendar), for which AWS charges $0.60 instead of $0.10 per hour.`,
    remedy: "Upgrade to the next minor version.",
  },
  "cluster/node-version-skew": {
    cause: `A kubelet [cannot be newer](https://kubernetes.io/releases/version-skew-policy/#kubelet) than the API server, and EKS [does not start an upgrade](${EKS}/update-cluster.html) of a control plane while its nodes are more than one minor version behind.`,
    remedy: "Set `cluster.nodeVersion` to the cluster's version or one minor version less, or remove it.",
  },
  "cluster/ipv6-without-dual-stack-subnets": {
    cause: `EKS [refuses](${EKS}/network-reqs.html) an IPv6 cluster whose subnets have no IPv6 block.`,
    remedy:
      "Set `network.ipv6` to true; with an existing VPC, `network.existing.ipv6` once its subnets have IPv6 blocks.",
  },
  "cluster/ipv6-with-pod-cidr": {
    cause: `Pods of an [IPv6 cluster](${EKS}/cni-ipv6.html) use no IPv4 addresses of the VPC, so \`network.podCidr\` has no effect.`,
    remedy: "Remove `network.podCidr`.",
  },
  "cluster/ipv6-with-service-cidr": {
    cause: `EKS [assigns](https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html) the addresses of Services in an IPv6 cluster itself, and accepts no block for them.`,
    remedy: "Remove `cluster.serviceCidr`.",
  },
  "cluster/ipv6-needs-nitro": {
    cause: `Pods of an IPv6 cluster get addresses from a prefix of their node, which only instances on the [Nitro System](${EKS}/cni-ipv6.html) support.`,
    remedy: "Choose instance types on the Nitro System, such as any Graviton type.",
  },
  "cluster/ipv6-cidr-for-ipv4-endpoint": {
    cause: `The public endpoint of an IPv4 cluster [has no IPv6 address](https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html), so EKS refuses IPv6 blocks.`,
    remedy: "Remove the IPv6 block.",
  },
  "cluster/ipv6-open-over-ipv4": {
    cause: `In an IPv6 cluster, the VPC CNI translates IPv4 traffic of pods to the address of their node, where [network policies do not apply](${EKS}/cni-network-policy.html#cni-network-policy-considerations). A pod reaches every IPv4 address that its node reaches.`,
    remedy: "Do not rely on network policies for IPv4 traffic, or use an IPv4 cluster.",
  },
  "cluster/eks-quota": {
    cause: `The stack needs more than the default [quota of Amazon EKS](https://docs.aws.amazon.com/general/latest/gr/eks.html#limits_eks) allows, so the API would refuse it.`,
    remedy: "Request a higher quota in Service Quotas where AWS offers that, or reduce the number.",
  },
  "cluster/service-cidr-behind-transit-gateway": {
    cause: `Kubernetes Services have addresses that the transit gateway also leads to. In the cluster these addresses [belong to Services](${EKS}/network-reqs.html#network-requirements-vpc), so pods cannot reach the hosts behind the transit gateway.`,
    remedy: "Use a `cluster.serviceCidr` that overlaps no destination; a change replaces the cluster.",
  },
  "cluster/documentation-cidr": {
    cause:
      "The block is [reserved for documentation](https://www.rfc-editor.org/rfc/rfc5737). EKS refuses it in `publicAccessCidrs`.",
    remedy: "Set the public block of the networks that administer the cluster.",
  },
} as const satisfies Codes<"cluster">;
