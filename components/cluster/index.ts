export { Cluster } from "./cluster";
export type {
  AccessArgs,
  AccessLevel,
  AddonName,
  AmiType,
  ClusterArgs,
  LogType,
  NamespaceArgs,
  NodeGroupArgs,
  NodeTaint,
  PodSecurityLevel,
} from "./cluster-args";
