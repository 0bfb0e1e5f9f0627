import { daemonSet } from "../scheduling";
import { type AddonDefinition, noConfiguration } from "./definition";

export const kubeProxy: AddonDefinition = {
  description: "Routes traffic of Services to their pods.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html",
  versions: {
    "1.34": { version: "v1.34.6-eksbuild.21", asOf: "2026-09-04" },
    "1.35": { version: "v1.35.3-eksbuild.21", asOf: "2026-08-27" },
    "1.36": { version: "v1.36.0-eksbuild.21", asOf: "2026-09-18" },
  },
  // https://github.com/kubernetes/kubernetes/blob/v1.36.0/cluster/addons/kube-proxy/kube-proxy-ds.yaml
  pods: [daemonSet("kube-proxy")],
  configuration: noConfiguration,
};
