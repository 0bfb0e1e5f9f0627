import type { WorkingHours } from "../../../domain/cluster/off-hours";

export type AmiType =
  "AL2023_x86_64_STANDARD" | "AL2023_ARM_64_STANDARD" | "BOTTLEROCKET_x86_64" | "BOTTLEROCKET_ARM_64";

/** Settings of a Bottlerocket node that differ from its AMI: https://bottlerocket.dev/en/os/latest/#/api/settings/ */
export interface BottlerocketSettings {
  /** Maximum number of pods. Default: EKS computes it from the instance type. */
  readonly maxPods?: number;
  /** Whether the container with SSH and root access to the node runs. Session Manager works without it. */
  readonly adminContainer: boolean;
  /** Kernel parameters, such as `vm.max_map_count`. */
  readonly sysctls: Readonly<Record<string, string>>;
}

/** Instances that are booted before they become nodes. */
interface WarmPoolArgs {
  /** Maximum number of nodes and prepared instances together. Default: `maxSize`. */
  readonly maxGroupPreparedCapacity?: number;
  /** Minimum number of prepared instances. */
  readonly minSize: number;
  /** STOPPED: AWS charges for the volume only. RUNNING: for the instance as well. */
  readonly poolState: "STOPPED" | "RUNNING";
  /** Whether nodes return to the pool when the group scales in. Not supported by Bottlerocket. */
  readonly reuseOnScaleIn: boolean;
}

/** A change that replaces a group starts the new nodes before it drains the old ones. */
export interface NodeGroupArgs {
  /** Letters of the zones whose private subnets the group uses. A change replaces the group. */
  readonly zones: readonly string[];
  /** Operating system and architecture. A change replaces the group. */
  readonly amiType: AmiType;
  /** EC2 types in order of preference; three or more for SPOT. A change replaces the group. */
  readonly instanceTypes: readonly string[];
  /** A change replaces the group. */
  readonly capacityType: "ON_DEMAND" | "SPOT";
  /** Minimum number of nodes. An update that raises it above the current number starts nodes. */
  readonly minSize: number;
  /** Number of nodes at creation. Afterwards an autoscaler may change it. */
  readonly desiredSize: number;
  /** Maximum number of nodes, at least 1: EKS refuses 0. An update that lowers it below the current number drains nodes. */
  readonly maxSize: number;
  /** GiB of the encrypted gp3 volume for images and pods. A change replaces the nodes gradually. */
  readonly diskSizeGiB: number;
  /** For Bottlerocket AMIs only. A change replaces the nodes gradually. */
  readonly bottlerocket?: BottlerocketSettings;
  /** Percentage of the nodes that may be unavailable during an update. */
  readonly maxUnavailablePercentage: number;
  /** DEFAULT starts new nodes before it drains old ones. MINIMAL drains first, for scarce capacity. */
  readonly updateStrategy: "DEFAULT" | "MINIMAL";
  /** Whether EKS replaces unhealthy nodes. EKS pauses repair while too many nodes are unhealthy. */
  readonly autoRepair: boolean;
  /** Changed in place. Undefined: instances boot when they are needed. */
  readonly warmPool?: WarmPoolArgs;
  /** AMI release, such as `1.35.2-20260915`. Undefined: the newest when the group is created or its version changes. */
  readonly releaseVersion?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
}

export interface NodeTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

/** Nodes that Auto Mode may launch. */
export interface AutoModeArgs {
  readonly architectures: readonly ("arm64" | "amd64")[];
  /** With both, Spot is preferred. */
  readonly capacityTypes: readonly ("on-demand" | "spot")[];
  /** Maximum capacity of all nodes together, which limits their cost. */
  readonly limits: { readonly cpu: number; readonly memory: string };
}

/** Pods that run on Fargate. A change replaces the profile and stops its pods. */
export interface FargateProfileArgs {
  /** A pod must match one of them. In the namespace, `*` matches any text and `?` any single character. */
  readonly selectors: readonly { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }[];
}

export interface OffHoursArgs extends WorkingHours {
  /** Name in the IANA database, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** True: the schedules exist, and do nothing. */
  readonly paused: boolean;
}
