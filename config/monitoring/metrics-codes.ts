import type { Codes } from "../diagnostics/code";

export const metricsCodes = {
  "monitoring/metrics-collected-twice": {
    cause:
      "The add-on `amazon-cloudwatch-observability` sends the metrics of containers to CloudWatch, and the collector writes them to Prometheus. AWS charges for both.",
    remedy: "Set `monitoring.prometheus.collector` to false, or remove the add-on, unless you need both.",
  },
  "monitoring/data-source-without-prometheus": {
    cause: "The stack has no workspace of Prometheus that Grafana could read.",
    remedy: "Set `monitoring.prometheus`, or remove PROMETHEUS from `dataSources`.",
  },
  "monitoring/grafana-not-in-the-region": {
    cause:
      "Amazon Managed Grafana [is not available](https://docs.aws.amazon.com/general/latest/gr/grafana-service.html) in the Region of the stack.",
    remedy: "Create the workspace with a stack in another Region, which can read data of this one.",
  },
  "monitoring/unused-collector-setting": {
    cause: "The stack has no collector, or it has a configuration of its own, so the setting has no effect.",
    remedy: "Remove the setting.",
  },
  "monitoring/collector-with-own-key": {
    cause:
      "AWS documents that workspaces with a customer managed key [cannot use managed collectors](https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html): the collector would cost $29.20 a month, and the workspace might get no metrics.",
    remedy: "Set `collector` to false, and write with agents of your own, or remove `kmsKeyArn`.",
  },
  "monitoring/metrics-key-in-another-region": {
    cause: "Amazon Managed Service for Prometheus uses KMS keys in the Region of the workspace only.",
    remedy: "Name a key in the Region of the stack.",
  },
} as const satisfies Codes<"monitoring">;
