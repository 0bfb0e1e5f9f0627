import { z } from "zod";
import { KARPENTER_VERSION } from "../karpenter-versions";
import { QUANTITY } from "../quantity";
import { checked, distinct, text } from "./fields";
import { labelKey, labelValue, qualifiedName, taintSchema } from "./node-groups";
import { zoneLetter } from "./zones-and-tiers";

/** As the controller is released; its charts and images are signed: https://gallery.ecr.aws/karpenter/controller */
export const PUBLIC_IMAGE_REPOSITORY = "public.ecr.aws/karpenter/controller";

const DURATION = "a duration such as 720h or 1h30m";
const duration = text(/^([0-9]+[smh])+$/, DURATION);
const durationOrNever = text(/^(([0-9]+[smh])+|Never)$/, `${DURATION}, or Never`);

const requirementSchema = z.strictObject({
  key: qualifiedName.meta({
    description: "Label of a node. https://karpenter.sh/docs/concepts/scheduling/#well-known-labels",
    examples: ["karpenter.k8s.aws/instance-category"],
  }),
  operator: z
    .enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"])
    .meta({ description: "How the label compares with the values.", examples: ["In"] }),
  values: z
    .array(labelValue.meta({ examples: ["m"] }))
    .default([])
    .meta({ description: "Values: some for In and NotIn, one number for Gt and Lt, else none.", examples: [["m"]] }),
});

const budgetSchema = z.strictObject({
  nodes: text(/^((100|[0-9]{1,2})%|[0-9]+)$/, "a number or a percentage, in quotes").meta({
    description: "Nodes that may go at once.",
    examples: ["10%"],
  }),
  schedule: text(/^(@(yearly|monthly|weekly|daily|hourly)|\S+( \S+){4})$/, "five fields of cron, or @daily")
    .exactOptional()
    .meta({ description: "When the budget begins to hold, UTC; with a duration.", examples: ["0 6 * * mon-fri"] }),
  duration: text(/^([0-9]+h([0-9]+m)?|[0-9]+m)$/, "hours and minutes such as 12h or 1h30m")
    .exactOptional()
    .meta({ description: "How long it holds; with a schedule.", examples: ["12h"] }),
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
    memory: text(QUANTITY, "a Kubernetes quantity in quotes, such as 256Gi").meta({
      description: "Memory.",
      examples: ["256Gi"],
    }),
  })
  .meta({
    description:
      "Most that all nodes of the pool may have together. No default: it is the ceiling of the bill, about $30 a vCPU and month on demand.",
  });

const nodePoolSchema = z.strictObject({
  amiAlias: text(
    /^(al2023@v20\d{6}|bottlerocket@v\d+\.\d+\.\d+)$/,
    "a release such as al2023@v20260827 or bottlerocket@v1.51.0",
  ).meta({
    description:
      "EKS AMI and its release. No default and no @latest: nodes are replaced, as the budgets allow, when this line changes, not when AWS releases. https://karpenter.sh/docs/tasks/managing-amis/",
    examples: ["al2023@v20260827"],
  }),
  architectures,
  capacityTypes,
  requirements: z
    .array(requirementSchema)
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
  expireAfter: durationOrNever.default("720h").meta({
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
  labels: z
    .record(labelKey, labelValue.meta({ examples: ["apps"] }))
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
