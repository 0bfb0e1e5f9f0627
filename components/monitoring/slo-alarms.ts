import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { alarmDescription } from "../../domain/monitoring/alarms";
import { type BurnAlarm, burnRule, sloAlarms, type WindowAlarm } from "../../domain/monitoring/slo-alarms";
import type { MetricQuery, Slo } from "../../domain/monitoring/slo-indicators";
import type { TopicArns } from "./log-alarm";

export interface SloAlarmsArgs {
  readonly platformName: string;
  /** Objectives by key. */
  readonly slos: Readonly<Record<string, Slo>>;
  readonly canaryName: (key: string) => string;
}

/**
 * Creates an alarm for each window of each objective, and composite alarms on pairs of them, of which only these notify.
 *
 * CloudWatch charges each metric of an alarm, $0.10 a month, and each composite alarm, $0.50 a month.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html
 */
export function createSloAlarms(
  parent: pulumi.Resource,
  name: string,
  { platformName, slos, canaryName }: SloAlarmsArgs,
  topicArns: TopicArns,
): void {
  const alarmName = (key: string): string => `${platformName}-${key}`;
  for (const [key, slo] of Object.entries(slos)) {
    const { windows, burns } = sloAlarms(key, slo, canaryName);
    const created = new Map<string, pulumi.Resource>();
    for (const window of windows) {
      created.set(window.key, createWindowAlarm(parent, `${name}-${window.key}`, alarmName(window.key), window));
    }
    for (const burn of burns) {
      const needed = [...burn.pairs.flat(), ...(burn.unless === undefined ? [] : [burn.unless])];
      const dependsOn = needed.flatMap((each) => created.get(each) ?? []);
      created.set(burn.key, createBurnAlarm({ parent, dependsOn }, `${name}-${burn.key}`, burn, alarmName, topicArns));
    }
  }
}

function createWindowAlarm(
  parent: pulumi.Resource,
  name: string,
  alarmName: string,
  { description, metrics, expression, label, threshold, periodSeconds }: WindowAlarm,
): cloudwatch.MetricAlarm {
  return new cloudwatch.MetricAlarm(
    name,
    {
      name: alarmName,
      alarmDescription: description,
      metricQueries: [
        ...metrics.map((query) => metricQuery(query, periodSeconds)),
        { id: "bad", expression, label, returnData: true },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold,
      evaluationPeriods: 1,
      // No events, no bad ones.
      treatMissingData: "notBreaching",
    },
    { parent },
  );
}

function metricQuery(
  { id, namespace, metricName, dimensions, stat }: MetricQuery,
  period: number,
): NonNullable<pulumi.Unwrap<cloudwatch.MetricAlarmArgs["metricQueries"]>>[number] {
  return { id, metric: { namespace, metricName, dimensions, stat, period }, returnData: false };
}

function createBurnAlarm(
  options: pulumi.CustomResourceOptions,
  name: string,
  burn: BurnAlarm,
  alarmName: (key: string) => string,
  topicArns: TopicArns,
): cloudwatch.CompositeAlarm {
  return new cloudwatch.CompositeAlarm(
    name,
    {
      alarmName: alarmName(burn.key),
      alarmDescription: alarmDescription(burn),
      alarmRule: burnRule(burn, alarmName),
      alarmActions: [topicArns[burn.severity]],
      okActions: [topicArns[burn.severity]],
    },
    options,
  );
}
