import type { Codes } from "../../diagnostics/code";

const EKS = "https://docs.aws.amazon.com/eks/latest/userguide";
const WARM_POOLS =
  "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html#warm-pools-limitations";

/** Findings about nodes: node groups, EKS Auto Mode, Fargate, and the pods that need them. */
export const computeCodes = {
  "cluster/no-node-groups": {
    cause: "Without a node group or EKS Auto Mode, no pod can run, not even CoreDNS.",
    remedy: "Add a node group to `cluster.nodeGroups`, or set `cluster.compute` to auto-mode in a new stack.",
  },
  "cluster/unused-with-auto-mode": {
    cause: `Nodes, their versions and load balancers are managed by [EKS Auto Mode](${EKS}/automode.html), so this key does not apply.`,
    remedy: "Remove the key.",
  },
  "cluster/addon-in-auto-mode": {
    cause: `The add-on is part of [EKS Auto Mode](${EKS}/automode.html), and AWS updates it.`,
    remedy: "Remove the add-on from `cluster.addons`.",
  },
  "cluster/auto-mode-settings-unused": {
    cause: "Settings in `cluster.autoMode` have no effect unless `cluster.compute` is auto-mode.",
    remedy: "Remove `cluster.autoMode`, or set `cluster.compute` to auto-mode in a new stack.",
  },
  "cluster/fargate-selects-system-pods": {
    cause: `Pods of kube-system get their AWS permissions from EKS Pod Identity, which [does not support Fargate](${EKS}/pod-identities.html).`,
    remedy: "Remove the selector, or select namespaces of workloads.",
  },
  "cluster/fargate-selects-diagnostics": {
    cause: `The pods of \`cluster.diagnostics\` get their AWS permissions from EKS Pod Identity, which [does not support Fargate](${EKS}/pod-identities.html).`,
    remedy: "Remove the selector, or select namespaces of workloads.",
  },
  "cluster/fargate-ignores-network-policies": {
    cause: `The VPC CNI [does not apply network policies](${EKS}/cni-network-policy.html#cni-network-policy-considerations) to pods on Fargate, so the whole VPC can reach them.`,
    remedy: "Run pods that need network policies on nodes.",
  },
  "cluster/node-group-sizes": {
    cause: `EKS [accepts](https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html) a node group only if \`minSize\` <= \`desiredSize\` <= \`maxSize\`.`,
    remedy: "Change one of the three sizes.",
  },
  "cluster/architecture-mismatch": {
    cause: "The AMI is built for another processor architecture, so instances of this type cannot boot from it.",
    remedy: "Choose instance types with the architecture of `amiType`, or change `amiType`.",
  },
  "cluster/too-few-spot-types": {
    cause: `EC2 can reclaim all Spot Instances of a type at once, so a group of few types can lose all its nodes; AWS [recommends](https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html) many types.`,
    remedy: "List three or more instance types of similar size, or set `capacityType` to ON_DEMAND.",
  },
  "cluster/release-version-mismatch": {
    cause: `EKS refuses an [AMI release](${EKS}/eks-linux-ami-versions.html) that belongs to another AMI type or Kubernetes version.`,
    remedy: "Remove `releaseVersion`, or set a release for this AMI type and version.",
  },
  "cluster/zonal-group-name-in-use": {
    cause:
      "With `perZone`, an entry creates one node group per zone, named `<group>-<zone>`, and another entry of `cluster.nodeGroups` has that name. EKS refuses two groups of one name.",
    remedy: "Rename the other group, which replaces its nodes, or set `perZone` to false.",
  },
  "cluster/bottlerocket-settings-unused": {
    cause: "Amazon Linux nodes do not read `bottlerocket` settings.",
    remedy: "Remove `bottlerocket`, or choose an `amiType` that begins with BOTTLEROCKET.",
  },
  "cluster/warm-pool-with-spot": {
    cause: `EC2 Auto Scaling [does not support](${WARM_POOLS}) warm pools for Spot Instances.`,
    remedy: "Remove `warmPool`, or set `capacityType` to ON_DEMAND.",
  },
  "cluster/warm-pool-with-several-types": {
    cause: `EC2 Auto Scaling [does not support](${WARM_POOLS}) warm pools for groups of several instance types.`,
    remedy: "Remove `warmPool`, or keep one instance type.",
  },
  "cluster/warm-pool-reuses-bottlerocket": {
    cause: `EKS [does not return](${EKS}/warm-pools-managed-node-groups.html) Bottlerocket nodes to a warm pool.`,
    remedy: "Set `reuseOnScaleIn` to false.",
  },
  "cluster/warm-pool-exceeds-group": {
    cause: "A warm pool prepares instances for nodes of its group, and cannot hold more of them than `maxSize`.",
    remedy: "Set a value of at most `maxSize`.",
  },
  "cluster/warm-pool-always-empty": {
    cause: `A warm pool [holds](https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html) the instances that \`maxGroupPreparedCapacity\` allows beyond the nodes of the group, and the group never has fewer nodes than that.`,
    remedy: "Raise `maxGroupPreparedCapacity`, or set `minSize` of the pool.",
  },
  "cluster/label-or-taint-key-too-long": {
    cause: `The EKS API accepts keys of [labels](https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html) and [taints](https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html) of up to 63 characters, prefix included.`,
    remedy: "Use a shorter key.",
  },
  "cluster/label-without-value": {
    cause: `The EKS API [refuses](https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html) node labels with an empty value, although Kubernetes accepts them.`,
    remedy: "Set a value of 1 to 63 characters.",
  },
  "cluster/user-data-too-large": {
    cause: `EC2 [accepts](https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html) 16 KB of user data, which hold the Bottlerocket settings of a node group.`,
    remedy: "Remove some kernel parameters.",
  },
  "cluster/duplicate-taint": {
    cause:
      "A node can have one taint per key and effect. The kubelet cannot register a node with two, and Karpenter leaves such a pool not Ready.",
    remedy: "Remove the taint, or change its key or effect.",
  },
  "cluster/unknown-instance-type": {
    cause:
      "The instance type is not in the [table of instance types](../tables.md): it is misspelt, or newer than the table. EC2 refuses a node group with a type that does not exist, and Karpenter finds no instance. An error where no type can have this name, a warning where a newer one can.",
    remedy: "Correct the instance type, or ignore the warning if AWS offers the type.",
  },
  "cluster/unsupported-instance-type": {
    cause: `The EKS AMIs that Groundwork offers [do not run](${EKS}/choosing-instance-type.html) on this instance family.`,
    remedy: "Choose an instance type of a general purpose, compute, memory or storage family.",
  },
  "cluster/unused-accelerator": {
    cause: `The AMI has no driver for the accelerator of this instance family, so pods [cannot use it](${EKS}/choosing-instance-type.html), and it is charged for.`,
    remedy: "Choose an instance type without an accelerator.",
  },
  "cluster/instance-type-without-prefixes": {
    cause: `The VPC CNI assigns /28 prefixes to nodes, which only instances on the [Nitro System](${EKS}/cni-increase-ip-addresses-procedure.html) support. A group with another type runs as many pods per node as that type has single addresses.`,
    remedy: "Choose instance types on the Nitro System, such as any Graviton type.",
  },
  "cluster/no-node-for-core-addon": {
    cause:
      "The pods of an add-on that every cluster has tolerate no taint of the node groups, or all groups start without nodes. The add-on would stay DEGRADED until the update times out.",
    remedy: "Give one node group no taints, or only CriticalAddonsOnly, and a `desiredSize` of 1 or more.",
  },
  "cluster/no-node-for-component": {
    cause:
      "The pods of an optional component tolerate no taint of the nodes that exist when it is created. It would not become ready before the update times out.",
    remedy: "Add a node group or a Karpenter pool without taints, or remove the taints of one.",
  },
  "cluster/no-node-for-sample-workload": {
    cause: "The pods of the sample workload tolerate no taint, and every node has one. The update would fail.",
    remedy: "Add a node group or a Karpenter pool without taints, or remove the taints of one.",
  },
  "cluster/no-node-without-taints": {
    cause:
      "Every node group and Karpenter pool has a taint, so pods without tolerations, as most charts create them, stay Pending.",
    remedy: "Add a node group or a Karpenter pool without taints, or add tolerations to the workloads.",
  },
  "cluster/off-hours-in-prod": {
    cause: "`cluster.offHours` stops all nodes at night and at weekends, and the stack is one of prod.",
    remedy: "Remove `cluster.offHours`.",
  },
  "cluster/off-hours-minimum": {
    cause: `During off-hours the desired size of every node group is 0, and EKS refuses [a desired size below the minimum](https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html).`,
    remedy: "Set `minSize` of the node group to 0.",
  },
  "cluster/off-hours-without-node-groups": {
    cause: "Off-hours apply to managed node groups, and the cluster has none.",
    remedy: "Remove `cluster.offHours`.",
  },
  "cluster/off-hours-order": {
    cause: "The nodes would stop before they start, so they would run at night.",
    remedy: "Choose a `stop` and a `fridayStop` later than `start`.",
  },
  "cluster/off-hours-with-alarms": {
    cause: "Pods wait for nodes during off-hours, which is what the alarm on unschedulable pods reports.",
    remedy: "Remove `monitoring.alarms` or `cluster.offHours`.",
  },
} as const satisfies Codes<"cluster">;
