import { edit, remove, set } from "../../diagnostics/finding";
import { isNitro } from "../../../domain/cluster/instance-types";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const FAMILY: Path = ["cluster", "ipFamily"];

/** For nodes an address on creation as well, which the platform's own dual-stack subnets give: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const ipv6PodsHaveDualStackSubnets: Rule = function* ({ cluster, network }) {
  if (cluster?.ipFamily !== "ipv6" || network === undefined) return;
  const { existing } = network;
  if (existing === undefined && !network.ipv6) {
    yield {
      path: ["network", "ipv6"],
      message: "Without IPv6 in its subnets EKS refuses the cluster.",
      because: [FAMILY],
      fix: [set(["network", "ipv6"], true)],
    };
  } else if (existing?.ipv6 === false) {
    yield {
      path: ["network", "existing", "ipv6"],
      message: "Without IPv6 in its subnets EKS refuses the cluster.",
      because: [FAMILY],
      allowed:
        "true, where each subnet has an IPv6 block, gives out its addresses on creation, and has routes for them",
      fix: [
        edit(
          "aws ec2 describe-subnets --query 'Subnets[].[SubnetId,Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock,AssignIpv6AddressOnCreation]' tells it",
        ),
      ],
    };
  }
};

const ipv6PodsNeedNoIpv4Block: Rule = function* ({ cluster, network }) {
  if (cluster?.ipFamily !== "ipv6" || network?.podCidr === undefined) return;
  const path: Path = ["network", "podCidr"];
  yield { path, message: "Pods of an IPv6 cluster take no IPv4 addresses.", because: [FAMILY], fix: [remove(path)] };
};

const ipv6ServicesAreNumberedByEks: Rule = function* ({ cluster }, { isWritten }) {
  const path: Path = ["cluster", "serviceCidr"];
  if (cluster?.ipFamily !== "ipv6" || !isWritten(path)) return;
  yield {
    path,
    message: "EKS itself numbers the Services of an IPv6 cluster, and takes no block for them.",
    because: [FAMILY],
    fix: [remove(path)],
  };
};

/** Pods get their addresses out of a prefix of their node's, which only Nitro has: https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html */
const ipv6NodesAreNitro: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv6") return;
  for (const [key, { instanceTypes }] of Object.entries(cluster.nodeGroups)) {
    for (const [index, type] of instanceTypes.entries()) {
      if (isNitro(type)) continue;
      const path: Path = ["cluster", "nodeGroups", key, "instanceTypes", index];
      yield {
        path,
        message: "Not built on the Nitro System: its pods would get no IPv6 address.",
        because: [FAMILY],
        allowed: "any Graviton type, and other families from the fifth generation on",
        fix: instanceTypes.some(isNitro)
          ? [remove(path)]
          : [edit("choose a type such as m7g.large, t3.large or m7i.large")],
      };
    }
  }
};

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html */
const ipv6CallersHaveAnIpv6Endpoint: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv4") return;
  for (const [index, block] of cluster.endpoint.publicCidrs.entries()) {
    if (!block.includes(":")) continue;
    const path: Path = ["cluster", "endpoint", "publicCidrs", index];
    yield {
      path,
      message: "The endpoint of an IPv4 cluster has no IPv6 address.",
      because: [FAMILY],
      allowed: "IPv4 blocks",
      fix: [remove(path)],
    };
  }
};

/**
 * The CNI gives a pod a second interface for it, translated to the node's address, which policies do not see:
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html#cni-network-policy-considerations
 */
const ipv6PodsAreOpenOverIpv4: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv6" || Object.keys(cluster.namespaces).length === 0) return;
  yield {
    path: FAMILY,
    message:
      "Network policies do not hold for IPv4 here: a pod reaches every IPv4 address that its node does, whatever its namespace denies.",
    because: [["cluster", "namespaces"]],
    warning: true,
  };
};

export const ipFamilyRules: readonly Rule[] = [
  ipv6PodsHaveDualStackSubnets,
  ipv6PodsNeedNoIpv4Block,
  ipv6ServicesAreNumberedByEks,
  ipv6NodesAreNitro,
  ipv6CallersHaveAnIpv6Endpoint,
  ipv6PodsAreOpenOverIpv4,
];
