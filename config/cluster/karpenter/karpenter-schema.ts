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
import { checked, type Complaint, distinct, text } from "../../schema/fields";
import { chartValues } from "../addons/controllers-schema";
import { labelKey, labelValue, qualifiedName, taintSchema } from "../compute/node-groups-schema";
import { zoneLetter } from "../../schema/zones-and-tiers";

/** As the controller is released; its charts and images are signed: https://gallery.ecr.aws/karpenter/controller */
export const PUBLIC_IMAGE_REPOSITORY = "public.ecr.aws/karpenter/controller";

const DURATION = "a duration such as 720h or 1h30m";
const duration = checked(text(/^([0-9]+[smh])+$/, DURATION), readable);
const durationOrNever = checked(text(/^(([0-9]+[smh])+|Never)$/, `${DURATION}, or Never`), readable);

/** The CRD's pattern admits any number of hours; the controller then cannot read the NodePool. */
function* readable(value: string): Iterable<Complaint> {
  if (durationSeconds(value) === undefined || isReadableDuration(value)) return;
  yield { message: "Longer than Karpenter can read.", allowed: `up to ${LONGEST_DURATION_HOURS}h` };
}

/** A time span in which something holds or lives: none at all would be over before it begins. */
function* positive(value: string): Iterable<Complaint> {
  if (durationSeconds(value) === 0) yield { message: "A duration of 0 is over at once.", allowed: "more than 0" };
}

/** At most 30 characters, as the CRD takes them. */
const AMI_ALIAS = /^(al2023@v20\d{6}|bottlerocket@v\d{1,4}\.\d{1,4}\.\d{1,4})$/;

const SCHEDULE = /^(@[a-z]+|\S+(\s+\S+){4})$/;

const requirementSchema = z.strictObject({
  key: qualifiedName.meta({
    description: "Label of a node. https://karpenter.sh/docs/concepts/scheduling/#well-known-labels",
    examples: ["karpenter.k8s.aws/instance-category"],
  }),
  operator: z
    .enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Gte", "Lt", "Lte"])
    .meta({ description: "How the label compares with the values.", examples: ["In"] }),
  values: z
    .array(labelValue.meta({ examples: ["m"] }))
    .default([])
    .meta({
      description: "Values: one or more for In and NotIn, one whole number for Gt, Gte, Lt and Lte, otherwise none.",
      examples: [["m"]],
    }),
});

const budgetSchema = z.strictObject({
  nodes: text(
    new RegExp(`^((100|[0-9]{1,2})%|[0-9]{1,${MAX_NODE_COUNT_DIGITS}})$`),
    "a number or a percentage, in quotes",
  ).meta({
    description: "Nodes that may be disrupted at once.",
    examples: ["10%"],
  }),
  schedule: checked(text(SCHEDULE, "five fields of cron, or @daily"), function* (value) {
    const fault = SCHEDULE.test(value) ? cronFault(value) : undefined;
    if (fault === undefined) return;
    yield {
      message: "Karpenter cannot parse this schedule, and would disrupt no node of the pool at any time.",
      allowed: fault,
    };
  })
    .exactOptional()
    .meta({
      description:
        "When the budget starts to apply, in UTC; requires `duration`. Five fields of cron (minute, hour, day of month, month, day of week; Sunday is 0, there is no 7) or @daily.",
      examples: ["0 6 * * mon-fri"],
    }),
  duration: checked(text(/^([0-9]+h([0-9]+m)?|[0-9]+m)$/, "hours and minutes such as 12h or 1h30m"), function* (value) {
    yield* readable(value);
    yield* positive(value);
  })
    .exactOptional()
    .meta({ description: "How long the budget applies from then on; requires `schedule`.", examples: ["12h"] }),
});

export const architectures = distinct(z.enum(["arm64", "amd64"]))
  .min(1)
  .default(["arm64"])
  .meta({ description: "Processors. Default: Graviton, cheaper at equal size. Images must exist for each." });

export const capacityTypes = distinct(z.enum(["on-demand", "spot"]))
  .min(1)
  .default(["on-demand"])
  .meta({
    description:
      "What to buy. Of both, Spot while there is any; the account needs its service-linked role for Spot once. Default on-demand.",
  });

export const poolLimits = z
  .strictObject({
    cpu: z
      .int()
      .min(1)
      .meta({ description: "vCPUs.", examples: [64] }),
    memory: checked(text(QUANTITY, "a Kubernetes quantity in quotes, such as 256Gi"), function* (value) {
      if (!QUANTITY.test(value) || quantityToNumber(value) >= SMALLEST_INSTANCE_BYTES) return;
      yield {
        message:
          "Less memory than the smallest instance has: no node would be launched. Without a suffix these are bytes.",
        allowed: "512Mi or more, such as 256Gi",
      };
    }).meta({
      description: "Memory.",
      examples: ["256Gi"],
    }),
  })
  .meta({
    description:
      "Most that all nodes of the pool may have together. No default: it is the ceiling of the bill, about $30 a vCPU and month on demand.",
  });

const nodePoolSchema = z.strictObject({
  amiAlias: text(AMI_ALIAS, "a release such as al2023@v20260827 or bottlerocket@v1.51.0").meta({
    description:
      "EKS AMI and its release. No default and no @latest: nodes are replaced, as the budgets allow, when this line changes, not when AWS releases. https://karpenter.sh/docs/tasks/managing-amis/",
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
        "What else a node must be. Default: general purpose, compute and memory instances of the sixth generation on; the more types, the better the price. https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements",
    }),
  zones: distinct(zoneLetter)
    .min(1)
    .exactOptional()
    .meta({ description: "Zones of the nodes. Default: all of network.zones.", examples: [["a", "b"]] }),
  limits: poolLimits,
  expireAfter: checked(durationOrNever, positive).default("720h").meta({
    description: "Age at which a node is replaced, whatever the budgets say. Default: Karpenter's own, 30 days.",
  }),
  terminationGracePeriod: duration.default("24h").meta({
    description:
      "How long a node may drain before pods are stopped in spite of disruption budgets. Default a day, so that no pod keeps an outdated node for ever.",
  }),
  consolidationPolicy: z.enum(["WhenEmptyOrUnderutilized", "WhenEmpty"]).default("WhenEmptyOrUnderutilized").meta({
    description:
      "When to do with fewer nodes. Default: as soon as their pods fit elsewhere. https://karpenter.sh/docs/concepts/disruption/#consolidation",
  }),
  consolidateAfter: durationOrNever.default("1m").meta({
    description: "How long no pod may have come or gone before that. Default 1m.",
  }),
  disruptionBudgets: z
    .array(budgetSchema)
    .min(1)
    .max(MAX_DISRUPTION_BUDGETS)
    .default([{ nodes: "10%" }])
    .meta({
      description:
        "How many nodes may go at once, for all reasons but expiry; the strictest holds. Default: a tenth. https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets",
      examples: [[{ nodes: "10%" }]],
    }),
  weight: z
    .int()
    .min(1)
    .max(100)
    .exactOptional()
    .meta({ description: "Pools of more weight are tried first. Default: none, tried last.", examples: [10] }),
  labels: checked(z.record(labelKey, labelValue.meta({ examples: ["apps"] })), function* (labels) {
    if (Object.keys(labels).length <= MAX_LABELS) return;
    yield { message: "More labels than a NodePool takes.", allowed: `up to ${MAX_LABELS} labels` };
  })
    .default({})
    .meta({ description: "Kubernetes labels of the nodes.", examples: [{ pool: "apps" }] }),
  taints: z.array(taintSchema).default([]).meta({ description: "Kubernetes taints of the nodes." }),
  diskSizeGiB: z.int().min(20).max(16384).default(30).meta({
    description: "Root volume in GiB (gp3, encrypted), $0.08 per GB and month. Default 30: the AMI needs 20.",
  }),
});

export const karpenterSchema = z
  .strictObject({
    version: text(/^1\.\d+\.\d+$/, "a release of Karpenter such as 1.15.0")
      .default(KARPENTER_VERSION)
      .meta({
        description:
          "Release of the charts. Default: the one that this version was made with. https://karpenter.sh/docs/upgrading/compatibility/",
      }),
    values: chartValues,
    replicas: z.int().min(1).max(3).default(2).meta({
      description: "Controllers, each on another node of the node groups; one leads. Default 2.",
    }),
    imageRepository: text(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/, "a repository, without tag")
      .default(PUBLIC_IMAGE_REPOSITORY)
      .meta({
        description:
          "Where nodes pull the controller's image from. Default: Amazon's public registry, which needs a way to the internet.",
        examples: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/karpenter/controller"],
      }),
    isolatedVpc: z.boolean().default(false).meta({
      description:
        "Whether AWS APIs without an endpoint in the VPC are out of reach: prices are then those that Karpenter was built with. Default false.",
    }),
    nodePools: checked(
      z.record(
        text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
        nodePoolSchema,
      ),
      function* (pools) {
        if (Object.keys(pools).length === 0) {
          yield { message: "No pool: Karpenter would launch nothing.", allowed: "one pool at least" };
        }
      },
    ).meta({
      description: "Kinds of nodes, by name. https://karpenter.sh/docs/concepts/nodepools/",
      examples: [{ apps: { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } } }],
    }),
  })
  .meta({
    description:
      "Nodes by need: Karpenter launches what pending pods ask for and takes away what they no longer use. The controller runs on the node groups. Default: none. https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html",
  });
