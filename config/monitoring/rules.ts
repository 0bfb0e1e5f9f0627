import type { Rule } from "../check/rule";
import { notificationTopicRules } from "./notification-topic-rules";
import { monitoredRules } from "./monitored-rules";
import { receiverRules } from "./receiver-rules";
import { auditAlarmRules } from "./audit-alarm-rules";
import { logRules } from "./log-rules";
import { metricsRules } from "./metrics-rules";
import { observabilityRules } from "./observability-rules";

/** Every relation that must hold between values of `groundwork:monitoring`. */
export const monitoringRules: readonly Rule[] = [
  ...notificationTopicRules,
  ...auditAlarmRules,
  ...receiverRules,
  ...observabilityRules,
  ...monitoredRules,
  ...logRules,
  ...metricsRules,
];
