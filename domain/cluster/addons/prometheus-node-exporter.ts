import { daemonSet } from "../scheduling";
import { type AddonDefinition, noConfiguration } from "./definition";

export const prometheusNodeExporter: AddonDefinition = {
  description: "Exports metrics of the kernel and hardware of every node for Prometheus.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html",
  versions: {},
  // https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-node-exporter/values.yaml
  pods: [daemonSet("prometheus-node-exporter", [{ effect: "NO_SCHEDULE" }])],
  namespace: "prometheus-node-exporter",
  configuration: noConfiguration,
};
