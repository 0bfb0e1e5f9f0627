import type { NodeTaint } from "../compute/compute-args";

/** A requirement on the labels of a node: https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Gte" | "Lt" | "Lte";
  readonly values: readonly string[];
}

/** Limit on the nodes that Karpenter disrupts at the same time; with a schedule, from each start for `duration`. */
interface DisruptionBudget {
  /** Number of nodes, or a percentage of the pool. */
  readonly nodes: string;
  /** Cron schedule in UTC. */
  readonly schedule?: string;
  readonly duration?: string;
}

/** Durations have the format of Go: `720h`, `1m`. */
export interface NodePoolArgs {
  /** EKS AMI and its release, such as `al2023@v20260827`. A change replaces the nodes, within disruption budgets. */
  readonly amiAlias: string;
  readonly architectures: readonly ("arm64" | "amd64")[];
  /** With both, Karpenter prefers Spot. */
  readonly capacityTypes: readonly ("on-demand" | "spot")[];
  readonly requirements: readonly NodeRequirement[];
  /** Letters of the zones whose private subnets the pool uses. */
  readonly zones: readonly string[];
  /** Maximum vCPUs and memory of all nodes together, which limit their cost. */
  readonly limits: { readonly cpu: number; readonly memory: string };
  /** Age at which Karpenter replaces a node, regardless of disruption budgets. */
  readonly expireAfter: string;
  /** How long a node may drain before Karpenter stops its pods, regardless of PodDisruptionBudgets. */
  readonly terminationGracePeriod: string;
  readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
  readonly consolidateAfter: string;
  readonly disruptionBudgets: readonly DisruptionBudget[];
  /** 1 to 100. Karpenter tries pools of greater weight first. */
  readonly weight?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  /** GiB of the encrypted gp3 volume for images and pods. */
  readonly diskSizeGiB: number;
}

export interface KarpenterArgs {
  /** Version of the Helm charts, which is that of the controller. The CRDs are upgraded first. */
  readonly version: string;
  /** Helm values of the controller, merged over those of the platform. Default: none. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Controllers, each on a node of its own; one leads. */
  readonly replicas: number;
  /** Repository of the controller image. */
  readonly imageRepository: string;
  /** Whether Karpenter runs without AWS APIs that have no interface endpoint, and uses built-in prices. */
  readonly isolatedVpc: boolean;
  /** Keyed by name. Each pool has an EC2NodeClass. */
  readonly nodePools: Readonly<Record<string, NodePoolArgs>>;
}
