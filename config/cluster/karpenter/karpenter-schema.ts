import { z } from "zod";
import { cronFault } from "../../../domain/cluster/cron";
import { durationSeconds, isReadableDuration, LONGEST_DURATION_HOURS } from "../../../domain/cluster/go-duration";
import {
  MAX_DISRUPTION_BUDGETS,
  MAX_LABELS,
  MAX_NODE_COUNT_DIGITS,
  MAX_REQUIREMENTS,
  SMALLEST_INSTANCE_BYTES,
} from "../../../domain/cluster/karpenter-limits";
import { KARPENTER_VERSION } from "../../../domain/cluster/karpenter-versions";
import { QUANTITY, quantityToNumber } from "../../../domain/cluster/quantity";
import { checked, type ValueFinding, distinct, text } from "../../schema/fields";
import { chartValues } from "../addons/controllers-schema";
import { labelKey, labelValue, qualifiedName, taintSchema } from "../compute/node-groups-schema";
import { zoneLetter } from "../../schema/zones-and-tiers";

/** The public registry of the controller image, which Karpenter signs: https://gallery.ecr.aws/karpenter/controller */
export const PUBLIC_IMAGE_REPOSITORY = "public.ecr.aws/karpenter/controller";

const DURATION = "a duration such as 720h or 1h30m";
const duration = checked(text(/^([0-9]+[smh])+$/, DURATION), readable);
const durationOrNever = checked(text(/^(([0-9]+[smh])+|Never)$/, `${DURATION}, or Never`), readable);

/** The pattern of the CRD accepts any number of hours, but the controller cannot read such a NodePool. */
function* readable(value: string): Iterable<ValueFinding> {
  if (durationSeconds(value) === undefined || isReadableDuration(value)) return;
  yield { message: "The duration is longer than Karpenter can read.", allowed: `up to ${LONGEST_DURATION_HOURS}h` };
}

/** A budget or a lifetime of 0 would end at once. */
function* positive(value: string): Iterable<ValueFinding> {
  if (durationSeconds(value) === 0) yield { message: "A duration of 0 ends at once.", allowed: "more than 0" };
}

/** The CRD accepts at most 30 characters. */
const AMI_ALIAS = /^(al2023@v20\d{6}|bottlerocket@v\d{1,4}\.\d{1,4}\.\d{1,4})$/;

const SCHEDULE = /^(@[a-z]+|\S+(\s+\S+){4})$/;

const requirementSchema = z.strictObject({
  key: qualifiedName.meta({
    description: "Node label. https://karpenter.sh/docs/concepts/scheduling/#well-known-labels",
    examples: ["karpenter.k8s.aws/instance-category"],
  }),
  operator: z
    .enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Gte", "Lt", "Lte"])
    .meta({ description: "Operator that compares the label with the values.", examples: ["In"] }),
  values: z
    .array(labelValue.meta({ examples: ["m"] }))
    .default([])
    .meta({
      description:
        "Values of the label: one or more for In and NotIn, one whole number for Gt, Gte, Lt and Lte, otherwise none.",
      examples: [["m"]],
    }),
});

const budgetSchema = z.strictObject({
  nodes: text(
    new RegExp(`^((100|[0-9]{1,2})%|[0-9]{1,${MAX_NODE_COUNT_DIGITS}})$`),
    "a number or a percentage, in quotes",
  ).meta({
    description: "Maximum number or percentage of nodes that Karpenter disrupts at the same time.",
    examples: ["10%"],
  }),
  schedule: checked(text(SCHEDULE, "a cron schedule of five fields, or @daily"), function* (value) {
    const fault = SCHEDULE.test(value) ? cronFault(value) : undefined;
    if (fault === undefined) return;
    yield {
      message: "Karpenter cannot parse this schedule, and would never disrupt a node of the pool.",
      allowed: fault,
    };
  })
    .exactOptional()
    .meta({
      description:
        "When the budget starts to apply, in UTC; requires `duration`. A cron schedule (minute, hour, day of month, month, day of week from 0, Sunday, to 6) or @daily.",
      examples: ["0 6 * * mon-fri"],
    }),
  duration: checked(text(/^([0-9]+h([0-9]+m)?|[0-9]+m)$/, "hours and minutes such as 12h or 1h30m"), function* (value) {
    yield* readable(value);
    yield* positive(value);
  })
    .exactOptional()
    .meta({ description: "How long the budget applies after each start; requires `schedule`.", examples: ["12h"] }),
});

export const architectures = distinct(z.enum(["arm64", "amd64"]))
  .min(1)
  .default(["arm64"])
  .meta({
    description:
      "Processor architectures. Default: arm64 (Graviton), which costs less at equal size. Container images must support each.",
  });

export const capacityTypes = distinct(z.enum(["on-demand", "spot"]))
  .min(1)
  .default(["on-demand"])
  .meta({
    description:
      "Capacity types. With both, Spot is preferred; the account needs the service-linked role for Spot. Default: on-demand.",
  });

export const poolLimits = z
  .strictObject({
    cpu: z
      .int()
      .min(1)
      .meta({ description: "Number of vCPUs.", examples: [64] }),
    memory: checked(text(QUANTITY, "a Kubernetes quantity in quotes, such as 256Gi"), function* (value) {
      if (!QUANTITY.test(value) || quantityToNumber(value) >= SMALLEST_INSTANCE_BYTES) return;
      yield {
        message:
          "The limit is lower than the memory of the smallest instance, so Karpenter would launch no node. A number without suffix means bytes.",
        allowed: "512Mi or more, such as 256Gi",
      };
    }).meta({
      description: "Memory, as a Kubernetes quantity.",
      examples: ["256Gi"],
    }),
  })
  .meta({
    description:
      "Maximum capacity of all nodes of the pool together. No default, because it limits the cost: about $30 per vCPU and month On-Demand.",
  });

const nodePoolSchema = z.strictObject({
  amiAlias: text(AMI_ALIAS, "a release such as al2023@v20260827 or bottlerocket@v1.51.0").meta({
    description:
      "EKS AMI and its release. No default and no @latest, so that nodes are replaced when you change this value, not when AWS releases an AMI. Disruption budgets apply. https://karpenter.sh/docs/tasks/managing-amis/",
    examples: ["al2023@v20260827"],
  }),
  architectures,
  capacityTypes,
  requirements: z
    .array(requirementSchema)
    .max(MAX_REQUIREMENTS)
    .default([
      { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
      { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["5"] },
    ])
    .meta({
      description:
        "Further requirements on nodes. Default: general purpose, compute and memory instances of the sixth generation or newer; the more types, the lower the price. https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements",
    }),
  zones: distinct(zoneLetter)
    .min(1)
    .exactOptional()
    .meta({ description: "Zones of the nodes. Default: all of network.zones.", examples: [["a", "b"]] }),
  limits: poolLimits,
  expireAfter: checked(durationOrNever, positive).default("720h").meta({
    description:
      "Age at which Karpenter replaces a node, regardless of disruption budgets. Default: 720h (30 days), the default of Karpenter.",
  }),
  terminationGracePeriod: duration.default("24h").meta({
    description:
      "How long a node may drain before Karpenter stops its pods regardless of PodDisruptionBudgets. Default: 24h, so that no pod keeps an outdated node.",
  }),
  consolidationPolicy: z.enum(["WhenEmptyOrUnderutilized", "WhenEmpty"]).default("WhenEmptyOrUnderutilized").meta({
    description:
      "When Karpenter removes nodes. Default: when they are empty, or their pods fit on other nodes. https://karpenter.sh/docs/concepts/disruption/#consolidation",
  }),
  consolidateAfter: durationOrNever.default("1m").meta({
    description: "How long the pods of a node must be unchanged before Karpenter removes the node. Default: 1m.",
  }),
  disruptionBudgets: z
    .array(budgetSchema)
    .min(1)
    .max(MAX_DISRUPTION_BUDGETS)
    .default([{ nodes: "10%" }])
    .meta({
      description:
        "Limits on the nodes that Karpenter disrupts at the same time, for all reasons except expiry; the strictest applies. Default: 10 %. https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets",
      examples: [[{ nodes: "10%" }]],
    }),
  weight: z
    .int()
    .min(1)
    .max(100)
    .exactOptional()
    .meta({
      description: "Karpenter tries pools of greater weight first. Default: no weight, tried last.",
      examples: [10],
    }),
  labels: checked(z.record(labelKey, labelValue.meta({ examples: ["apps"] })), function* (labels) {
    if (Object.keys(labels).length <= MAX_LABELS) return;
    yield { message: "A NodePool cannot have so many labels.", allowed: `up to ${MAX_LABELS} labels` };
  })
    .default({})
    .meta({ description: "Kubernetes labels of the nodes.", examples: [{ pool: "apps" }] }),
  taints: z.array(taintSchema).default([]).meta({ description: "Kubernetes taints of the nodes." }),
  diskSizeGiB: z.int().min(20).max(16384).default(30).meta({
    description:
      "Size of the root volume in GiB (gp3, encrypted), $0.08 per GB and month. Default 30; the AMI needs 20.",
  }),
});

export const karpenterSchema = z
  .strictObject({
    version: text(/^1\.\d+\.\d+$/, "a release of Karpenter such as 1.15.0")
      .default(KARPENTER_VERSION)
      .meta({
        description:
          "Release of Karpenter and its Helm charts. Default: the one that this release of Groundwork was tested with. https://karpenter.sh/docs/upgrading/compatibility/",
      }),
    values: chartValues,
    replicas: z.int().min(1).max(3).default(2).meta({
      description: "Number of controllers, each on another node of the node groups; one is the leader. Default 2.",
    }),
    imageRepository: text(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/, "a repository, without tag")
      .default(PUBLIC_IMAGE_REPOSITORY)
      .meta({
        description:
          "Repository of the controller image. Default: the public Amazon ECR registry, which nodes reach over the internet.",
        examples: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/karpenter/controller"],
      }),
    isolatedVpc: z.boolean().default(false).meta({
      description:
        "Whether Karpenter runs without access to AWS APIs that have no interface endpoint; it then uses the prices that it was built with. Default false.",
    }),
    nodePools: checked(
      z.record(
        text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, starting with a letter"),
        nodePoolSchema,
      ),
      function* (pools) {
        if (Object.keys(pools).length === 0) {
          yield { message: "Without a node pool, Karpenter launches no nodes.", allowed: "at least one pool" };
        }
      },
    ).meta({
      description: "Node pools by name. https://karpenter.sh/docs/concepts/nodepools/",
      examples: [{ apps: { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } } }],
    }),
  })
  .meta({
    description:
      "Karpenter, which launches nodes for pending pods and removes nodes that are no longer needed. The controller runs on the node groups. Default: not installed. https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html",
  });
