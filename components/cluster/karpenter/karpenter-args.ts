import type { NodeTaint } from "../compute/compute-args";

/** What a node must be, in Karpenter's words: https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Gte" | "Lt" | "Lte";
  readonly values: readonly string[];
}

/** How many nodes Karpenter may take away at once; with a schedule, only while it lasts. */
export interface DisruptionBudget {
  /** A number, or a percentage of the pool. */
  readonly nodes: string;
  /** Start in cron's words, UTC. */
  readonly schedule?: string;
  readonly duration?: string;
}

/** Durations are Go's: `720h`, `1m`. */
export interface NodePoolArgs {
  /** EKS AMI and its release, e.g. `al2023@v20260827`. A change replaces the nodes, as the budgets allow. */
  readonly amiAlias: string;
  readonly architectures: readonly ("arm64" | "amd64")[];
  /** Of both, Karpenter takes Spot while there is any. */
  readonly capacityTypes: readonly ("on-demand" | "spot")[];
  readonly requirements: readonly NodeRequirement[];
  /** Letters of the zones whose private subnets it uses. */
  readonly zones: readonly string[];
  /** Ceiling of the pool, and so of its cost: vCPUs and memory of all nodes together. */
  readonly limits: { readonly cpu: number; readonly memory: string };
  /** Age at which a node is replaced, budgets or not. */
  readonly expireAfter: string;
  /** How long a node may drain before its pods are stopped whatever protects them. */
  readonly terminationGracePeriod: string;
  readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
  readonly consolidateAfter: string;
  readonly disruptionBudgets: readonly DisruptionBudget[];
  /** 1 to 100: pools of more weight are tried first. */
  readonly weight?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  /** GiB of the encrypted gp3 volume that holds images and pods. */
  readonly diskSizeGiB: number;
}

export interface KarpenterArgs {
  /** Of the charts and so of the controller. CRDs go first. */
  readonly version: string;
  /** Helm values of the controller, merged over those of the platform. Default: none. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Controllers, each on a node of its own; one leads. */
  readonly replicas: number;
  /** Where nodes pull the controller's image from. */
  readonly imageRepository: string;
  /** Whether AWS APIs without an endpoint in the VPC are out of reach: prices are then those built in. */
  readonly isolatedVpc: boolean;
  /** Keyed by name; each has an EC2NodeClass of its own. */
  readonly nodePools: Readonly<Record<string, NodePoolArgs>>;
}
