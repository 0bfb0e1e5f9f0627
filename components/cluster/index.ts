export { Cluster } from "./cluster";
export type {
  AccessArgs,
  AccessLevel,
  AddonName,
  AmiType,
  BottlerocketSettings,
  ClusterArgs,
  FargateProfileArgs,
  LogType,
  NamespaceArgs,
  NodeGroupArgs,
  NodeTaint,
  PodSecurityLevel,
} from "./cluster-args";
export type { DisruptionBudget, KarpenterArgs, NodePoolArgs, NodeRequirement } from "./karpenter/karpenter-args";
