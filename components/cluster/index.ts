export { Cluster } from "./cluster";
export type { AccessArgs, AccessLevel, AccessRoleArgs, PodIdentityArgs } from "./access/access-args";
export type { AdmissionArgs, NamespaceArgs, PodSecurityLevel, TeamRole } from "./baseline/baseline-args";
export type { ChartArgs, ClusterArgs, ClusterNetwork, LogType } from "./cluster-args";
export type {
  AmiType,
  AutoModeArgs,
  BottlerocketSettings,
  FargateProfileArgs,
  NodeGroupArgs,
  NodeTaint,
} from "./compute/compute-args";
export { type ExistingNodeGroups, readExistingNodeGroups } from "./compute/existing-node-groups";
export type { DiagnosticsArgs } from "./diagnostics/diagnostics-args";
export type { DisruptionBudget, KarpenterArgs, NodePoolArgs, NodeRequirement } from "./karpenter/karpenter-args";
export type { IpFamily } from "./control-plane/ip-family";
export type { IngressArgs, SampleWorkloadArgs } from "./sample-workload/sample-workload-args";
export type { AddonArgs, CoreAddonsArgs, ExtraAddonArgs, OptionalAddonsArgs } from "./addons/addons-args";
