import type { Codes } from "../diagnostics/code";

const EVENTBRIDGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide";

export const monitoringCodes = {
  "monitoring/unknown-audited-access": {
    cause: "The alarm is for an access entry that `cluster.access` does not have, so it would never be raised.",
    remedy: "Name keys of `cluster.access`, or remove the entry.",
  },
  "monitoring/audited-access-without-audit-log": {
    cause: "The alarms on access entries read the audit log of the cluster, and EKS does not write it.",
    remedy: "Add `audit` to `cluster.logTypes`, or remove `auditedAccess`.",
  },
  "monitoring/log-class-without-metric-filters": {
    cause:
      "Alarms on the audit log need metric filters, and log groups of class `INFREQUENT_ACCESS` [do not support them](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html).",
    remedy: "Set `cluster.logClass` to STANDARD, or remove `monitoring.alarms`.",
  },
  "monitoring/notification-topic-in-another-region": {
    cause: `EventBridge delivers events to [targets in the Region of the rule](${EVENTBRIDGE}/eb-targets.html) only.`,
    remedy: "Name a topic in the Region of the stack.",
  },
  "monitoring/notification-topic-of-another-account": {
    cause: `EventBridge delivers events to a topic of [another account](${EVENTBRIDGE}/eb-service-cross-account.html) only with a role, which the stack does not create.`,
    remedy: "Name a topic of the stack's account, and subscribe a queue or function of the other account to it.",
  },
  "monitoring/notification-topic-without-alarms": {
    cause: "The topic is the alarm topic of this stack, which the stack creates only with `monitoring.alarms`.",
    remedy: "Name another topic, or set `monitoring.alarms`.",
  },
  "monitoring/notification-topic-of-another-platform": {
    cause:
      "The topic has the name of an alarm topic of another platform. The policy of such a topic denies EventBridge unless the stack file of that platform names the topic, and denied notifications are lost without an error.",
    remedy: "Name another topic, or check that the policy of the topic allows EventBridge to publish.",
  },
  "monitoring/receiver-without-channel": {
    cause: "The receiver names no address, phone number, URL or chat channel, so no notification reaches it.",
    remedy: "Set one of `email`, `sms`, `https`, `slack` and `teams`, or remove the receiver.",
  },
  "monitoring/maintenance-never-ends": {
    cause:
      "The window of `monitoring.alarms.maintenance` begins every day or every hour, and lasts until it begins again. No alarm but those on the audit log would ever notify.",
    remedy: "Lower `hours`, or limit `schedule` to some days.",
  },
  "monitoring/maintenance-is-over": {
    cause: "The window of `monitoring.alarms.maintenance` was on one date, which is in the past. It mutes no alarm.",
    remedy: "Remove the window, or set a date in the future.",
  },
  "monitoring/receiver-with-several-channels": {
    cause: "A receiver has one channel, because its key is part of the names of the resources of that channel.",
    remedy: "Add a receiver for each channel.",
  },
  "monitoring/alarms-without-receiver": {
    cause:
      "No address and no receiver gets alarms of this severity. It is an error for P1, and a warning for P2, whose topic other endpoints can subscribe to.",
    remedy: "Add an address to `emails`, or a receiver whose `severities` contain the severity.",
  },
} as const satisfies Codes<"monitoring">;
