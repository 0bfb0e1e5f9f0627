import type { Codes } from "../diagnostics/code";

export const observabilityCodes = {
  "monitoring/alarms-without-topics": {
    cause:
      "The setting creates alarms. They publish to the topics of `monitoring.alarms`, which is not set, so nobody would be notified.",
    remedy: "Set `monitoring.alarms` with an email address, or remove the setting.",
  },
  "monitoring/trail-without-log-group": {
    cause:
      "Alarms on events of CloudTrail need [metric filters of a log group](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html) to which a trail delivers, and the stack creates none.",
    remedy:
      "Set `monitoring.trail.logGroupName` to the log group of the account's trail, or `account.cloudTrail.trail` to create and `account.cloudTrail.logGroupRetentionDays`.",
  },
  "monitoring/trail-has-two-log-groups": {
    cause:
      "The stack creates a trail with a log group, and `monitoring.trail.logGroupName` names another one. No alarm would read the log group of the stack.",
    remedy: "Remove `logGroupName`, or set `account.cloudTrail.trail` to existing.",
  },
  "monitoring/trail-alarms-exist-twice": {
    cause:
      "Two stack files have `monitoring.trail` with the same alarms, and the same account. A trail has the events of all Regions of the account, so each of them notifies twice.",
    remedy: "Set `monitoring.trail` in one stack of the account, or divide `monitoring.trail.alarms`.",
  },
  "monitoring/slo-target": {
    cause:
      "An objective measures the requests of a load balancer or the runs of a canary, and needs exactly one of them.",
    remedy: "Set either `loadBalancer` or `canary`.",
  },
  "monitoring/unknown-canary": {
    cause: "The objective measures a canary that `monitoring.canaries` does not have, so it would have no data.",
    remedy: "Name a key of `monitoring.canaries`, or add the canary.",
  },
  "monitoring/unused-latency-target": {
    cause:
      "The objective measures a canary, which has one target: the share of successful runs. A run that takes longer than `maximumLatencyMs` of the canary has failed.",
    remedy: "Remove the setting, and set `maximumLatencyMs` of the canary.",
  },
  "monitoring/canary-limits": {
    cause:
      "A run of a canary ends before the next one starts, and the request ends before the run. A longer limit would never be reached.",
    remedy: "Lower `timeoutSeconds` or `maximumLatencyMs`, or raise `everyMinutes`.",
  },
  "monitoring/destination-in-another-region": {
    cause:
      "A [destination](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html) receives events of log groups in its own Region.",
    remedy: "Name a destination in the Region of the stack.",
  },
  "monitoring/resource-elsewhere": {
    cause:
      "The load balancer, target group or certificate is in another Region or account. An alarm evaluates metrics of its own account and Region, so it would have no data and never be raised.",
    remedy: "Name a resource in the account and Region of the stack, or monitor it in the stack of its own account.",
  },
  "monitoring/metric-filter-quota": {
    cause:
      "`monitoring.logs.metricFilters` and `monitoring.trail` create more metric filters of one log group than [CloudWatch Logs accepts](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html).",
    remedy: "Remove metric filters, or combine patterns with `||`.",
  },
} as const satisfies Codes<"monitoring">;
