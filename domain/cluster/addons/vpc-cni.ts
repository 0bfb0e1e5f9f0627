import { renderJson } from "../../json";
import { daemonSet } from "../scheduling";
import type { AddonDefinition } from "./definition";
import { ipv6CniPolicy } from "./policies";

/**
 * Has its permissions from Pod Identity rather than from the node role, which every pod on the host network could use.
 * That is no deadlock: the Pod Identity agent runs on the host network and uses AmazonEKSWorkerNodePolicy of the node role,
 * and the association exists before the first pod of the CNI. https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 */
export const vpcCni: AddonDefinition = {
  description: "Gives pods addresses of the VPC, and enforces network policies.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html",
  versions: {
    "1.34": { version: "v1.22.4-eksbuild.3", asOf: "2026-09-04" },
    "1.35": { version: "v1.22.4-eksbuild.3", asOf: "2026-08-27" },
    "1.36": { version: "v1.22.4-eksbuild.3", asOf: "2026-09-18" },
  },
  // https://github.com/aws/amazon-vpc-cni-k8s/blob/v1.23.2/charts/aws-vpc-cni/values.yaml
  pods: [daemonSet("aws-node")],
  identities: ({ ipFamily, ...place }) => [
    {
      key: "vpc-cni",
      serviceAccount: "aws-node",
      permissions: ipFamily === "ipv6" ? { policy: ipv6CniPolicy(place) } : { managedPolicy: "AmazonEKS_CNI_Policy" },
    },
  ],
  configuration: ({ tags }) => ({
    // The schema requires strings.
    enableNetworkPolicy: "true",
    env: {
      // /28 prefixes instead of single addresses: up to 110 pods on small nodes, which managed node groups take into
      // account. IPv6, which EKS turns on in the CNI of such a cluster, requires it.
      // https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
      // The launch template tags the first network interface of a node only; the CNI creates the others.
      ADDITIONAL_ENI_TAGS: renderJson(tags.tags),
    },
  }),
};
