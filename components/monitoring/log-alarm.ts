import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { alarmDescription } from "../../domain/monitoring/alarms";
import type { AuditAlarm } from "../../domain/monitoring/audit-alarms";
import type { Severity } from "../../domain/monitoring/severity";

export type TopicArns = Readonly<Record<Severity, pulumi.Input<string>>>;

export interface LogAlarmArgs extends AuditAlarm {
  readonly logGroupName: pulumi.Input<string>;
  /** Name of the alarm, the subject of its notification. */
  readonly alarmName: string;
  readonly topicArns: TopicArns;
}

/** Creates a metric filter that counts matching events of a log group, and an alarm on the count. $0.40 a month. */
export function createLogAlarm(
  parent: pulumi.Resource,
  name: string,
  { pattern, alarm, logGroupName, alarmName, topicArns }: LogAlarmArgs,
): void {
  const { namespace, metricName, severity } = alarm;
  new cloudwatch.LogMetricFilter(
    `${name}-filter`,
    { logGroupName, pattern, metricTransformation: { namespace, name: metricName, value: "1" } },
    { parent },
  );
  new cloudwatch.MetricAlarm(
    name,
    {
      name: alarmName,
      alarmDescription: alarmDescription(alarm),
      namespace,
      metricName,
      statistic: alarm.statistic,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: alarm.threshold,
      period: alarm.periodSeconds,
      evaluationPeriods: alarm.periods,
      datapointsToAlarm: alarm.periodsToAlarm ?? alarm.periods,
      // The metric has no data while there are no events.
      treatMissingData: "notBreaching",
      alarmActions: [topicArns[severity]],
      okActions: [topicArns[severity]],
    },
    { parent },
  );
}
