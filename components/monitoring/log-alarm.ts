import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

import type { AuditAlarm } from "../../domain/monitoring/audit-alarms";
import type { Severity } from "../../domain/monitoring/severity";
import { createMetricAlarm } from "./metric-alarm";

export type TopicArns = Readonly<Record<Severity, pulumi.Input<string>>>;

export interface LogAlarmArgs extends AuditAlarm {
  readonly logGroupName: pulumi.Input<string>;
  /** Name of the alarm, the subject of its notification. */
  readonly alarmName: string;
  readonly topicArns: TopicArns;
  /** What creates the log group, if its name is not an output of that. Default: nothing. */
  readonly owners?: readonly pulumi.Resource[];
}

/** Creates a metric filter that counts matching events of a log group, and an alarm on the count. $0.40 a month. */
export function createLogAlarm(
  parent: pulumi.Resource,
  name: string,
  { pattern, alarm, logGroupName, alarmName, topicArns, owners = [] }: LogAlarmArgs,
): void {
  const { namespace, metricName, severity } = alarm;
  new cloudwatch.LogMetricFilter(
    `${name}-filter`,
    { logGroupName, pattern, metricTransformation: { namespace, name: metricName, value: "1" } },
    { parent, dependsOn: [...owners] },
  );
  const topicArn = pulumi.output(topicArns[severity]);
  createMetricAlarm(parent, name, { alarmName, alarm, dimensions: {}, topicArn });
}
