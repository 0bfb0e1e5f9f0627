import { z } from "zod";
import { MAX_TAINTS } from "../../../domain/cluster/quotas";
import { checked, distinct, text } from "../../schema/fields";
import { zoneLetter } from "../../schema/zones-and-tiers";

export const AMI_TYPES = [
  "AL2023_x86_64_STANDARD",
  "AL2023_ARM_64_STANDARD",
  "BOTTLEROCKET_x86_64",
  "BOTTLEROCKET_ARM_64",
] as const;

export const TAINT_EFFECTS = ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"] as const;

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
 * EKS answers "Label cannot contain reserved prefixes", and a kubelet does not start with others of Kubernetes' own.
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export const labelKey = checked(qualifiedName, function* (key) {
  if (/^(?!(node|kubelet)\.)([^/]+\.)?(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\//.test(key)) {
    yield {
      message: "EKS keeps labels of this prefix for itself.",
      allowed: "a label with a prefix of your own, or none",
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
      description: "Pods that a node takes. Default: what EKS reckons from the instance type.",
      examples: [58],
    }),
  adminContainer: z.boolean().default(false).meta({
    description: "The container with SSH and root rights over the node. Default false: Session Manager is the way in.",
  }),
  sysctls: z
    .record(
      text(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/, "a kernel parameter such as vm.max_map_count"),
      text(/^[0-9 ]+$/, "numbers, in quotes").meta({ examples: ["262144"] }),
    )
    .default({})
    .meta({
      description: "Kernel parameters. Default: none but the AMI's own.",
      examples: [{ "vm.max_map_count": "262144" }],
    }),
});

const warmPoolSchema = z.strictObject({
  maxGroupPreparedCapacity: z
    .int()
    .min(1)
    .exactOptional()
    .meta({ description: "Nodes and prepared instances together, at most. Default: maxSize.", examples: [4] }),
  minSize: z.int().min(0).default(0).meta({
    description: "Fewest prepared instances, however many nodes there are. Default 0.",
  }),
  poolState: z.enum(["STOPPED", "RUNNING"]).default("STOPPED").meta({
    description:
      "How they wait. STOPPED pays for the volume alone, RUNNING for the instance as well. Default STOPPED. Hibernation is left out: it takes a volume with room for the memory.",
  }),
  reuseOnScaleIn: z.boolean().default(false).meta({
    description:
      "Whether nodes that are not needed any more go back into the pool. Default false: a node starts clean. Not with Bottlerocket.",
  }),
});

const nodeGroupSchema = z.strictObject({
  zones: distinct(zoneLetter)
    .min(1)
    .exactOptional()
    .meta({
      description:
        "Zones of the nodes. Default: all of network.zones. A change replaces the group; so does, without this list, a change of network.zones.",
      examples: [["a", "b"]],
    }),
  perZone: z.boolean().default(false).meta({
    description:
      "One group for each zone, named <group>-<zone>, each of the stated sizes: an autoscaler can then bring a node where a volume lies, and a zone that comes or goes moves no other. For stateful pools. Default false. https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
  }),
  amiType: z.enum(AMI_TYPES).default("AL2023_ARM_64_STANDARD").meta({
    description:
      "Operating system and architecture of the nodes. Default: Graviton, cheaper at equal size. A change replaces the group. https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-amis.html",
  }),
  instanceTypes: distinct(
    text(/^[a-z0-9-]+\.[a-z0-9-]+$/, "an instance type such as m7g.large").meta({ examples: ["m7g.large"] }),
  )
    .min(1)
    .max(20)
    .meta({
      description:
        "Instance types, at most 20; Spot wants three or more to choose from. Per month: t4g.medium $24.53, t4g.large $49.06, m7g.large $59.57. A change replaces the group.",
      examples: [["m7g.large"]],
    }),
  capacityType: z.enum(["ON_DEMAND", "SPOT"]).default("ON_DEMAND").meta({
    description:
      "SPOT is much cheaper and can be taken back within two minutes. Default ON_DEMAND. A change replaces the group. https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types",
  }),
  minSize: z
    .int()
    .min(0)
    .meta({
      description: "Minimum number of nodes. Raised above the number that runs, it starts the missing nodes.",
      examples: [1],
    }),
  desiredSize: z
    .int()
    .min(0)
    .meta({
      description:
        "Number of nodes at creation. An autoscaler changes it later, and updates keep the number that runs, within minSize and maxSize.",
      examples: [1],
    }),
  maxSize: z
    .int()
    .min(1)
    .meta({
      description:
        "Maximum number of nodes, at least 1 (EKS refuses 0). Lowered below the number that runs, it drains the surplus; the preview warns.",
      examples: [3],
    }),
  diskSizeGiB: z.int().min(20).max(16384).default(30).meta({
    description: "Root volume in GiB (gp3, encrypted), $0.08 per GB and month. Default 30: the AMI needs 20.",
  }),
  bottlerocket: bottlerocketSchema.exactOptional().meta({
    description:
      "Settings of Bottlerocket nodes. A change rolls the nodes. https://bottlerocket.dev/en/os/latest/#/api/settings/",
    examples: [{ maxPods: 58 }],
  }),
  maxUnavailablePercentage: z.int().min(1).max(100).default(33).meta({
    description: "Percentage of nodes that an update may take away at once. Default 33.",
  }),
  updateStrategy: z.enum(["DEFAULT", "MINIMAL"]).default("DEFAULT").meta({
    description:
      "DEFAULT starts new nodes before it drains old ones. MINIMAL drains first: for instances that cannot be had twice. https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html",
  }),
  autoRepair: z.boolean().default(true).meta({
    description:
      "Whether EKS replaces nodes that stay unhealthy, as the kubelet and the node monitoring agent see it; it pauses while more than a fifth of a group are. Default true: free. https://docs.aws.amazon.com/eks/latest/userguide/node-health.html",
  }),
  warmPool: warmPoolSchema.exactOptional().meta({
    description:
      "Instances that have booted before they are needed, for groups whose load comes faster than machines do; on demand and of one instance type only. Default none: prepared instances cost, too. https://docs.aws.amazon.com/eks/latest/userguide/warm-pools-managed-node-groups.html",
    examples: [{ maxGroupPreparedCapacity: 4 }],
  }),
  releaseVersion: text(/^\d+\.\d+\.\d+-(\d{8}|[0-9a-f]{8})$/, "an AMI release such as 1.35.7-20260827")
    .exactOptional()
    .meta({
      description:
        "AMI release to stay on. Default: the newest at creation; state it where previews must tell every change. https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html",
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
      "Kubernetes taints of the nodes, at most 50. One group at least must take coredns. https://docs.aws.amazon.com/eks/latest/userguide/node-taints-managed-node-groups.html",
  }),
});

export const nodeGroupsSchema = z
  .record(
    text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
    nodeGroupSchema,
  )
  .default({})
  .meta({
    description:
      "Managed node groups by name; one at least, unless compute is auto-mode. https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
    examples: [{ system: { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 4 } }],
  });
