import { deployment, ON_SYSTEM_NODES, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";

export const kubeStateMetrics: AddonDefinition = {
  description: "Exports the state of Kubernetes objects as metrics for Prometheus.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html",
  versions: {},
  pods: [deployment("kube-state-metrics", SYSTEM)],
  namespace: "kube-state-metrics",
  configuration: () => ({ tolerations: ON_SYSTEM_NODES }),
};
