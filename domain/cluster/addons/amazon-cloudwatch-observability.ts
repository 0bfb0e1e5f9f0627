import { daemonSet, deployment } from "../scheduling";
import { type AddonDefinition, noConfiguration } from "./definition";

/** Log groups of Container Insights: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-EKS.html */
const LOG_KINDS = ["application", "dataplane", "host", "performance"];

export const amazonCloudwatchObservability: AddonDefinition = {
  description:
    "Container Insights: sends metrics and container logs to CloudWatch, where they are kept for cluster.logRetentionDays.",
  documentation:
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html",
  price: "$0.50 per GB of logs, and metrics by the number of nodes and pods",
  unpriced: "metrics and container logs of Container Insights",
  versions: {
    "1.35": { version: "v6.6.0-eksbuild.1", asOf: "2026-11-21" },
    "1.36": { version: "v6.6.0-eksbuild.1", asOf: "2026-11-21" },
  },
  // The manager has no tolerations since 3.7.0, so that it does not return to nodes that are being drained:
  // https://github.com/aws-observability/helm-charts/pull/205
  pods: [
    deployment("amazon-cloudwatch-observability-controller-manager"),
    daemonSet("cloudwatch-agent"),
    daemonSet("fluent-bit"),
  ],
  namespace: "amazon-cloudwatch",
  // Container Insights and container logs through CloudWatch Logs, OpenTelemetry metrics through CloudWatch, Application
  // Signals, which the add-on turns on, through X-Ray:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
  awsApi: {
    name: "the CloudWatch agent",
    services: ["logs", "monitoring", "xray"],
    otherwise: "metrics, logs and traces do not arrive",
  },
  // The agent would create them without expiry, and they would remain after the cluster is deleted.
  logGroups: (clusterName) =>
    Object.fromEntries(LOG_KINDS.map((kind) => [`insights-${kind}`, `/aws/containerinsights/${clusterName}/${kind}`])),
  metricLogGroups: ["insights-performance"],
  identities: () => [
    {
      key: "amazon-cloudwatch-observability",
      serviceAccount: "cloudwatch-agent",
      permissions: { managedPolicy: "CloudWatchAgentServerPolicy" },
    },
  ],
  configuration: noConfiguration,
};
