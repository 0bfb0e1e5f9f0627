import { z } from "zod";
import { MAX_TAINTS } from "../../../domain/cluster/quotas";
import { checked, distinct, text } from "../../schema/fields";
import { zoneLetter } from "../../schema/zones-and-tiers";

const AMI_TYPES = [
  "AL2023_x86_64_STANDARD",
  "AL2023_ARM_64_STANDARD",
  "BOTTLEROCKET_x86_64",
  "BOTTLEROCKET_ARM_64",
] as const;

const TAINT_EFFECTS = ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"] as const;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const QUALIFIED_NAME =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

export const qualifiedName = text(
  QUALIFIED_NAME,
  "up to 63 letters, digits, - _ and ., optionally after a DNS name and a slash",
);
export const labelValue = text(LABEL_VALUE, "up to 63 letters, digits, - _ and ., a letter or digit at both ends");

/**
 * EKS refuses these with "Label cannot contain reserved prefixes", and a kubelet does not start with other labels that
 * Kubernetes reserves.
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export const labelKey = checked(qualifiedName, function* (key) {
  if (/^(?!(node|kubelet)\.)([^/]+\.)?(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\//.test(key)) {
    yield {
      message: "EKS and Kubernetes reserve labels with this prefix.",
      allowed: "a label with your own prefix, or without a prefix",
    };
  }
});

export const taintSchema = z.strictObject({
  key: qualifiedName.meta({ description: "Taint key.", examples: ["dedicated"] }),
  value: labelValue.exactOptional().meta({ description: "Taint value.", examples: ["batch"] }),
  effect: z.enum(TAINT_EFFECTS).meta({
    description: "What happens to pods that do not tolerate the taint.",
    examples: ["NO_SCHEDULE"],
  }),
});

const bottlerocketSchema = z.strictObject({
  maxPods: z
    .int()
    .min(4)
    .max(250)
    .exactOptional()
    .meta({
      description: "Maximum number of pods per node. Default: EKS computes it from the instance type.",
      examples: [58],
    }),
  adminContainer: z.boolean().default(false).meta({
    description:
      "Whether the admin container runs, which offers SSH and root access to the node. Default false: use Session Manager.",
  }),
  sysctls: z
    .record(
      text(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/, "a kernel parameter such as vm.max_map_count"),
      text(/^[0-9 ]+$/, "numbers, in quotes").meta({ examples: ["262144"] }),
    )
    .default({})
    .meta({
      description: "Kernel parameters. Default: those of the AMI.",
      examples: [{ "vm.max_map_count": "262144" }],
    }),
});

const warmPoolSchema = z.strictObject({
  maxGroupPreparedCapacity: z
    .int()
    .min(1)
    .exactOptional()
    .meta({ description: "Maximum number of nodes and prepared instances together. Default: maxSize.", examples: [4] }),
  minSize: z.int().min(0).default(0).meta({
    description: "Minimum number of prepared instances, independent of the number of nodes. Default 0.",
  }),
  poolState: z.enum(["STOPPED", "RUNNING"]).default("STOPPED").meta({
    description:
      "State of prepared instances. STOPPED: AWS charges for the volume only. RUNNING: for the instance as well. Default STOPPED. Hibernation is not supported: it needs a volume with room for the memory.",
  }),
  reuseOnScaleIn: z.boolean().default(false).meta({
    description:
      "Whether nodes return to the pool when the group scales in. Default false: each node starts from the AMI. Not with Bottlerocket.",
  }),
});

const nodeGroupSchema = z.strictObject({
  zones: distinct(zoneLetter)
    .min(1)
    .exactOptional()
    .meta({
      description:
        "Zones of the nodes. Default: all of network.zones. A change replaces the group; without this list, a change of network.zones replaces it, too.",
      examples: [["a", "b"]],
    }),
  perZone: z.boolean().default(false).meta({
    description:
      "Whether to create one group per zone, named <group>-<zone>, each with the given sizes. An autoscaler can then start a node in the zone of a volume, and adding or removing a zone does not affect the groups of others. For stateful workloads. Default false. https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
  }),
  amiType: z.enum(AMI_TYPES).default("AL2023_ARM_64_STANDARD").meta({
    description:
      "Operating system and architecture of the nodes. Default: Amazon Linux 2023 on Graviton, which costs less at equal size. A change replaces the group. https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-amis.html",
  }),
  instanceTypes: distinct(
    text(/^[a-z0-9-]+\.[a-z0-9-]+$/, "an instance type such as m7g.large").meta({ examples: ["m7g.large"] }),
  )
    .min(1)
    .max(20)
    .meta({
      description:
        "Instance types, at most 20; list three or more for Spot. Prices per month: t4g.medium $24.53, t4g.large $49.06, m7g.large $59.57. A change replaces the group.",
      examples: [["m7g.large"]],
    }),
  capacityType: z.enum(["ON_DEMAND", "SPOT"]).default("ON_DEMAND").meta({
    description:
      "ON_DEMAND or SPOT. Spot Instances cost much less, and EC2 can reclaim them with two minutes' notice. Default ON_DEMAND. A change replaces the group. https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types",
  }),
  minSize: z
    .int()
    .min(0)
    .meta({
      description: "Minimum number of nodes. If you raise it above the current number, the update starts nodes.",
      examples: [1],
    }),
  desiredSize: z
    .int()
    .min(0)
    .meta({
      description:
        "Number of nodes at creation. An autoscaler may change it later; updates keep the current number, within minSize and maxSize.",
      examples: [1],
    }),
  maxSize: z
    .int()
    .min(1)
    .meta({
      description:
        "Maximum number of nodes, at least 1 (EKS refuses 0). If you lower it below the current number, the update drains nodes, and the preview warns.",
      examples: [3],
    }),
  diskSizeGiB: z.int().min(20).max(16384).default(30).meta({
    description:
      "Size of the root volume in GiB (gp3, encrypted), $0.08 per GB and month. Default 30; the AMI needs 20.",
  }),
  bottlerocket: bottlerocketSchema.exactOptional().meta({
    description:
      "Settings of Bottlerocket nodes. A change replaces the nodes gradually. https://bottlerocket.dev/en/os/latest/#/api/settings/",
    examples: [{ maxPods: 58 }],
  }),
  maxUnavailablePercentage: z.int().min(1).max(100).default(33).meta({
    description: "Percentage of nodes that may be unavailable during an update. Default 33.",
  }),
  updateStrategy: z.enum(["DEFAULT", "MINIMAL"]).default("DEFAULT").meta({
    description:
      "DEFAULT starts new nodes before it drains old ones. MINIMAL drains old ones first, for instances of scarce or reserved capacity. https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html",
  }),
  autoRepair: z.boolean().default(true).meta({
    description:
      "Whether EKS replaces nodes that the kubelet or the node monitoring agent reports as unhealthy; it pauses while more than 20 % of a group are unhealthy. Default true; free. https://docs.aws.amazon.com/eks/latest/userguide/node-health.html",
  }),
  warmPool: warmPoolSchema.exactOptional().meta({
    description:
      "Instances that are booted in advance, for groups whose load rises faster than instances start. On-Demand and one instance type only. Default: none, because AWS charges for prepared instances, too. https://docs.aws.amazon.com/eks/latest/userguide/warm-pools-managed-node-groups.html",
    examples: [{ maxGroupPreparedCapacity: 4 }],
  }),
  releaseVersion: text(/^\d+\.\d+\.\d+-(\d{8}|[0-9a-f]{8})$/, "an AMI release such as 1.35.7-20260827")
    .exactOptional()
    .meta({
      description:
        "AMI release of the nodes. Default: the newest at creation. Set it if previews must show every change of the AMI. https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html",
      examples: ["1.35.7-20260827"],
    }),
  labels: z
    .record(labelKey, labelValue.meta({ examples: ["system"] }))
    .default({})
    .meta({
      description: "Kubernetes labels of the nodes.",
      examples: [{ pool: "system" }],
    }),
  taints: z.array(taintSchema).max(MAX_TAINTS).default([]).meta({
    description:
      "Kubernetes taints of the nodes, at most 50. At least one group must be able to run CoreDNS. https://docs.aws.amazon.com/eks/latest/userguide/node-taints-managed-node-groups.html",
  }),
});

export const nodeGroupsSchema = z
  .record(
    text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, starting with a letter"),
    nodeGroupSchema,
  )
  .default({})
  .meta({
    description:
      "Managed node groups by name; at least one, unless compute is auto-mode. https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
    examples: [{ system: { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 4 } }],
  });
