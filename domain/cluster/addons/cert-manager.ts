import { deployment, ON_SYSTEM_NODES, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";

export const certManager: AddonDefinition = {
  description: "Issues and renews certificates through Kubernetes objects.",
  documentation: "https://cert-manager.io/docs/",
  versions: { "1.35": { version: "v1.21.0-eksbuild.2", asOf: "2026-11-21" } },
  pods: [
    deployment("cert-manager", SYSTEM),
    deployment("cert-manager-webhook", SYSTEM),
    deployment("cert-manager-cainjector", SYSTEM),
  ],
  namespace: "cert-manager",
  configuration: () => ({
    tolerations: ON_SYSTEM_NODES,
    // Separate Deployments, which do not inherit the tolerations of the first.
    webhook: { tolerations: ON_SYSTEM_NODES },
    cainjector: { tolerations: ON_SYSTEM_NODES },
  }),
};
