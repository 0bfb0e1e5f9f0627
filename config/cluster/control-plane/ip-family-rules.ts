import { edit, remove, set } from "../../diagnostics/finding";
import { isNitro } from "../../../domain/cluster/instance-types";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const FAMILY: Path = ["cluster", "ipFamily"];

/** Subnets of nodes must also assign IPv6 addresses on creation; dual-stack subnets of the stack do: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const ipv6PodsHaveDualStackSubnets: Rule = function* ({ cluster, network }) {
  if (cluster?.ipFamily !== "ipv6" || network === undefined) return;
  const { existing } = network;
  if (existing === undefined && !network.ipv6) {
    yield {
      code: "cluster/ipv6-without-dual-stack-subnets",
      path: ["network", "ipv6"],
      message: "EKS refuses an IPv6 cluster whose subnets have no IPv6 block.",
      because: [FAMILY],
      fix: [set(["network", "ipv6"], true)],
    };
  } else if (existing?.ipv6 === false) {
    yield {
      code: "cluster/ipv6-without-dual-stack-subnets",
      path: ["network", "existing", "ipv6"],
      message: "EKS refuses an IPv6 cluster whose subnets have no IPv6 block.",
      because: [FAMILY],
      allowed: "true, if each subnet has an IPv6 block, assigns its addresses on creation, and has routes for them",
      fix: [
        edit(
          "check the subnets with aws ec2 describe-subnets --query 'Subnets[].[SubnetId,Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock,AssignIpv6AddressOnCreation]' --region <region>",
        ),
      ],
    };
  }
};

const ipv6PodsHaveNoIpv4Block: Rule = function* ({ cluster, network }) {
  if (cluster?.ipFamily !== "ipv6" || network?.podCidr === undefined) return;
  const path: Path = ["network", "podCidr"];
  yield {
    code: "cluster/ipv6-with-pod-cidr",
    path,
    message: "`network.podCidr` has no effect: pods of an IPv6 cluster use no IPv4 addresses of the VPC.",
    because: [FAMILY],
    fix: [remove(path)],
  };
};

const ipv6ServicesGetAddressesFromEks: Rule = function* ({ cluster }, { isWritten }) {
  const path: Path = ["cluster", "serviceCidr"];
  if (cluster?.ipFamily !== "ipv6" || !isWritten(path)) return;
  yield {
    code: "cluster/ipv6-with-service-cidr",
    path,
    message: "EKS assigns the addresses of Services in an IPv6 cluster itself, and accepts no block for them.",
    because: [FAMILY],
    fix: [remove(path)],
  };
};

/** Pods get addresses from a prefix of their node, which only the Nitro System supports: https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html */
const ipv6NodesAreNitro: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv6") return;
  for (const [key, { instanceTypes }] of Object.entries(cluster.nodeGroups)) {
    for (const [index, type] of instanceTypes.entries()) {
      if (isNitro(type)) continue;
      const path: Path = ["cluster", "nodeGroups", key, "instanceTypes", index];
      yield {
        code: "cluster/ipv6-needs-nitro",
        path,
        message: "The instance type is not built on the Nitro System, so its pods would get no IPv6 address.",
        because: [FAMILY],
        allowed: "any Graviton type, or other families of the fifth generation or newer",
        fix: instanceTypes.some(isNitro)
          ? [remove(path)]
          : [edit("choose a type such as m7g.large, t3.large or m7i.large")],
      };
    }
  }
};

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html */
const ipv4EndpointHasIpv4Cidrs: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv4") return;
  for (const [index, block] of cluster.endpoint.publicCidrs.entries()) {
    if (!block.includes(":")) continue;
    const path: Path = ["cluster", "endpoint", "publicCidrs", index];
    yield {
      code: "cluster/ipv6-cidr-for-ipv4-endpoint",
      path,
      message: "The public endpoint of an IPv4 cluster has no IPv6 address, so EKS refuses IPv6 blocks.",
      because: [FAMILY],
      allowed: "IPv4 blocks",
      fix: [remove(path)],
    };
  }
};

/**
 * The CNI gives each pod a second interface for IPv4, translated to the node's address, to which policies do not apply:
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html#cni-network-policy-considerations
 */
const networkPoliciesApplyToIpv6Only: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv6" || Object.keys(cluster.namespaces).length === 0) return;
  yield {
    code: "cluster/ipv6-open-over-ipv4",
    path: FAMILY,
    message:
      "Network policies do not apply to IPv4 traffic of an IPv6 cluster: a pod reaches every IPv4 address that its node reaches, even if its namespace denies it.",
    because: [["cluster", "namespaces"]],
    warning: true,
  };
};

export const ipFamilyRules: readonly Rule[] = [
  ipv6PodsHaveDualStackSubnets,
  ipv6PodsHaveNoIpv4Block,
  ipv6ServicesGetAddressesFromEks,
  ipv6NodesAreNitro,
  ipv4EndpointHasIpv4Cidrs,
  networkPoliciesApplyToIpv6Only,
];
