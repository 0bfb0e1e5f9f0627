import { daemonSet } from "../scheduling";
import { type AddonDefinition, noConfiguration } from "./definition";

/** Installed with the first node group that has `autoRepair`. */
export const eksNodeMonitoringAgent: AddonDefinition = {
  description: "Detects kernel, storage and network faults of nodes, which auto repair acts on.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/node-health.html",
  versions: {
    "1.34": { version: "v1.7.0-eksbuild.1", asOf: "2026-09-04" },
    "1.35": { version: "v1.7.0-eksbuild.1", asOf: "2026-08-27" },
    "1.36": { version: "v1.7.0-eksbuild.1", asOf: "2026-09-18" },
  },
  // https://github.com/aws/eks-node-monitoring-agent/blob/main/charts/eks-node-monitoring-agent/values.yaml
  pods: [daemonSet("eks-node-monitoring-agent")],
  configuration: noConfiguration,
};
