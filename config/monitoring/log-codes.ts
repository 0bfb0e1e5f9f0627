import type { Codes } from "../diagnostics/code";

export const logCodes = {
  "monitoring/log-setting-twice": {
    cause:
      "The area that creates the log group has a setting with another value. `monitoring.logs.groups` would silently prevail.",
    remedy: "Remove one of the two settings.",
  },
  "monitoring/unused-log-group-settings": {
    cause: "The stack creates no log group of this kind, so there is nothing to configure.",
    remedy: "Remove the setting, or let the stack create the log group.",
  },
  "monitoring/log-class-without-filters": {
    cause:
      "Log groups of class `INFREQUENT_ACCESS` [do not support](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html) metric filters and subscription filters, which alarms, subscriptions and the archive need.",
    remedy: "Set the class to STANDARD, or do not use the log group there.",
  },
  "monitoring/too-many-subscriptions": {
    cause:
      "CloudWatch Logs allows [two subscription filters](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html) of a log group, and does not raise the quota. The archive and each subscription need one.",
    remedy: "Remove the log group from the archive, or from a subscription.",
  },
  "monitoring/filter-before-log-group": {
    cause:
      "A metric filter, a subscription or the archive names a log group that the monitoring or the experiments of the same stack create. CloudWatch Logs refuses a filter of a log group that does not exist, and an archive of its own errors would feed itself.",
    remedy: "Remove the log group there. CloudWatch Logs keeps its events for the retention of the log group.",
  },
  "monitoring/log-group-not-created": {
    cause:
      "A metric filter, a subscription or the archive names a log group of this platform that the stack file does not create. CloudWatch Logs refuses a filter of [a log group that does not exist](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html).",
    remedy:
      "Set the key that creates the log group, or remove the log group there. If something else creates it, such as an agent of your own, ignore the warning.",
  },
  "monitoring/unknown-archive-bucket": {
    cause: "The stack has no bucket with this key, so there is no place for the archive.",
    remedy: "Name a key of `storage.buckets`, or omit the key to use the log bucket.",
  },
} as const satisfies Codes<"monitoring">;
