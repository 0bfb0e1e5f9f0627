import { deployment, ON_SYSTEM_NODES, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";

export const metricsServer: AddonDefinition = {
  description: "Serves CPU and memory usage for `kubectl top` and the Horizontal Pod Autoscaler.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/metrics-server.html",
  versions: {
    "1.34": { version: "v0.9.0-eksbuild.5", asOf: "2026-09-04" },
    "1.35": { version: "v0.9.0-eksbuild.5", asOf: "2026-08-27" },
    "1.36": { version: "v0.9.0-eksbuild.5", asOf: "2026-09-18" },
  },
  pods: [deployment("metrics-server", SYSTEM)],
  // Its defaults have two replicas and a disruption budget, but not this toleration, which CoreDNS and the EBS driver have.
  configuration: () => ({ tolerations: ON_SYSTEM_NODES }),
};
