import type { Codes } from "../../diagnostics/code";

const KARPENTER = "https://karpenter.sh/docs";
const LABELS = `${KARPENTER}/concepts/scheduling/#well-known-labels`;
const BUDGETS = `${KARPENTER}/concepts/disruption/#nodepool-disruption-budgets`;

/** Findings about Karpenter and its node pools. */
export const karpenterCodes = {
  "cluster/karpenter-too-old": {
    cause: `This release of Karpenter [does not support](${KARPENTER}/upgrading/compatibility/) the Kubernetes version of the cluster.`,
    remedy: "Set a release that the report names, or remove `cluster.karpenter.version`.",
  },
  "cluster/karpenter-ignores-node-version": {
    cause:
      "The setting `cluster.nodeVersion` applies to node groups only. Karpenter uses the AMI for the version of the control plane, and replaces its nodes when that changes, as fast as disruption budgets allow.",
    remedy: "Expect nodes of both versions while `cluster.nodeVersion` differs from `cluster.version`.",
  },
  "cluster/karpenter-too-many-replicas": {
    cause:
      "Each Karpenter controller runs on another node of the node groups, and at their `minSize` (with off-hours, at their `desiredSize`) the groups have fewer nodes for it. A replica that stays Pending fails the Helm release.",
    remedy: "Lower `cluster.karpenter.replicas`, or raise that size of a node group that can run the controller.",
  },
  "cluster/incomplete-disruption-budget": {
    cause: `A [disruption budget](${BUDGETS}) with a \`schedule\` needs a \`duration\`, and the reverse: the CRD refuses one without the other.`,
    remedy: "Set both keys, or neither for a budget that always applies.",
  },
  "cluster/karpenter-without-internet": {
    cause: `Without a route to the internet, Karpenter [cannot read prices](${KARPENTER}/getting-started/getting-started-with-karpenter/#private-clusters), whose API has no interface endpoint, and nodes cannot pull its image from the public registry.`,
    remedy: "Set `isolatedVpc` to true and an `imageRepository` that nodes can reach.",
  },
  "cluster/requirement-duplicates-key": {
    cause: "The node pool has its own key for this label, which already adds the requirement.",
    remedy: "Remove the requirement, and use the key that the report names.",
  },
  "cluster/requirement-on-operating-system": {
    cause: "Each node pool already requires Linux, the only operating system that Groundwork supports.",
    remedy: "Remove the requirement.",
  },
  "cluster/requirement-values": {
    cause: `The [operator](${KARPENTER}/concepts/nodepools/#spectemplatespecrequirements) does not accept these values, so the CRD refuses the NodePool.`,
    remedy:
      "Set one or more values for In and NotIn, one whole number for Gt, Gte, Lt and Lte, and none for Exists and DoesNotExist.",
  },
  "cluster/requirement-operator": {
    cause: "The operator compares numbers, and the values of this label are text. No instance type would match.",
    remedy: "Use In, NotIn, Exists or DoesNotExist.",
  },
  "cluster/requirement-without-match": {
    cause: "No instance has any of these values, so Karpenter leaves the pool not Ready.",
    remedy: "Use at least one value that the report lists.",
  },
  "cluster/karpenter-reserved-label": {
    cause: `Karpenter [sets this label](${LABELS}) itself, and refuses a NodePool that contains it.`,
    remedy: "Use another label.",
  },
  "cluster/karpenter-unknown-label": {
    cause: `The label has a prefix of Karpenter, and [Karpenter has no such label](${LABELS}). Its CRD refuses the NodePool.`,
    remedy: "Use a label that Karpenter documents, or one with your own prefix.",
  },
  "cluster/karpenter-unused-label": {
    cause: `Instance types [do not have](${LABELS}) this label, so the requirement selects none. Karpenter only adds the label to nodes.`,
    remedy: "Use a label that instance types have, or one with your own prefix.",
  },
  "cluster/karpenter-reserved-taint": {
    cause: "Karpenter adds taints with the prefix karpenter.sh/ to nodes and removes them again.",
    remedy: "Use a taint with your own prefix, or without a prefix.",
  },
} as const satisfies Codes<"cluster">;
