import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { type Alarm, alarmDescription } from "../../domain/monitoring/alarms";
import type { Dimensions } from "./dimensions";

export interface MetricAlarmArgs {
  /** Subject of the notification. */
  readonly alarmName: string;
  readonly alarm: Alarm;
  readonly dimensions: Dimensions;
  /** Omitted: a composite alarm notifies instead. */
  readonly topicArn: pulumi.Output<string> | undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export function createMetricAlarm(
  parent: pulumi.Resource,
  name: string,
  { alarmName, alarm, dimensions, topicArn }: MetricAlarmArgs,
): cloudwatch.MetricAlarm {
  return new cloudwatch.MetricAlarm(
    name,
    {
      name: alarmName,
      alarmDescription: alarmDescription(alarm),
      ...evaluated(alarm, { ...alarm.dimensions, ...dimensions }),
      comparisonOperator: alarm.isBelow ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
      threshold: alarm.threshold,
      evaluationPeriods: alarm.periods,
      datapointsToAlarm: alarm.periodsToAlarm ?? alarm.periods,
      treatMissingData: alarm.countsMissingData ? "breaching" : "notBreaching",
      ...(topicArn === undefined ? {} : { alarmActions: [topicArn], okActions: [topicArn] }),
    },
    { parent },
  );
}

type Evaluated = Pick<
  cloudwatch.MetricAlarmArgs,
  "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "period" | "metricQueries"
>;

function evaluated(alarm: Alarm, dimensions: Dimensions): Evaluated {
  const { namespace, metricName, statistic, periodSeconds, math } = alarm;
  const named = Object.keys(dimensions).length === 0 ? {} : { dimensions };
  if (math === undefined) {
    const isPercentile = statistic.startsWith("p");
    return {
      namespace,
      metricName,
      ...named,
      ...(isPercentile ? { extendedStatistic: statistic } : { statistic }),
      period: periodSeconds,
    };
  }
  const metrics = { m1: { metricName, statistic }, ...math.metrics };
  return {
    metricQueries: [
      { id: "value", expression: math.expression, label: metricName, returnData: true },
      ...Object.entries(metrics).map(([id, metric]) => ({
        id,
        metric: { namespace, metricName: metric.metricName, ...named, stat: metric.statistic, period: periodSeconds },
      })),
    ],
  };
}
