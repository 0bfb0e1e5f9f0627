import type * as pulumi from "@pulumi/pulumi";

import { type TrailAlarmName, trailAlarms } from "../../domain/monitoring/trail-alarms";
import { createLogAlarm, type TopicArns } from "./log-alarm";

export interface TrailAlarmsArgs {
  readonly platformName: string;
  /** Log group of a trail. Undefined: that of the trail of this stack. */
  readonly logGroupName?: string | undefined;
  readonly alarms: readonly TrailAlarmName[];
}

/**
 * Creates the metric filters and alarms that CIS recommends on the events of CloudTrail. CloudWatch.1 to CloudWatch.14 of
 * Security Hub.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export function createTrailAlarms(
  parent: pulumi.Resource,
  name: string,
  { platformName, logGroupName, alarms }: TrailAlarmsArgs,
  trailLogGroupName: pulumi.Input<string> | undefined,
  topicArns: TopicArns,
): void {
  const logGroup = logGroupName ?? trailLogGroupName;
  if (logGroup === undefined) throw new Error("monitoring.trail: the stack has no trail with a log group.");
  for (const [key, alarm] of Object.entries(trailAlarms(`groundwork/${platformName}`, alarms))) {
    createLogAlarm(parent, `${name}-${key}`, {
      ...alarm,
      logGroupName: logGroup,
      alarmName: `${platformName}-${key}`,
      topicArns,
    });
  }
}
