import { deployment, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";

export const coredns: AddonDefinition = {
  description: "Resolves DNS names in the cluster; scales with the number of nodes and cores.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html",
  versions: {
    "1.34": { version: "v1.12.4-eksbuild.29", asOf: "2026-09-04" },
    "1.35": { version: "v1.13.2-eksbuild.21", asOf: "2026-08-27" },
    "1.36": { version: "v1.14.3-eksbuild.16", asOf: "2026-09-18" },
  },
  // https://github.com/aws/containers-roadmap/issues/2167
  pods: [deployment("coredns", SYSTEM, { key: "node-role.kubernetes.io/control-plane", effect: "NO_SCHEDULE" })],
  // The number of replicas belongs to its autoscaler.
  keepsChangesInCluster: true,
  configuration: () => ({
    // https://docs.aws.amazon.com/eks/latest/userguide/coredns-autoscaling.html
    autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        // Two replicas in one zone are better than one replica.
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ],
  }),
};
