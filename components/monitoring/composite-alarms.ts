import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import {
  type AlarmGroup,
  SUPPRESSION_EXTENSION_SECONDS,
  SUPPRESSION_WAIT_SECONDS,
} from "../../domain/monitoring/alarm-groups";
import { alarmDescription } from "../../domain/monitoring/alarms";
import type { AlarmTopics } from "./alarm-topics";

export interface CompositeAlarmsArgs {
  /** Name of an alarm by its key. */
  readonly nameOf: (key: string) => string;
  readonly groups: readonly AlarmGroup[];
  /** The alarms by key, which must exist before the composite alarms. */
  readonly alarms: Readonly<Record<string, cloudwatch.MetricAlarm>>;
  readonly topicArns: AlarmTopics["topicArns"];
}

/**
 * Creates the composite alarms, which notify for their members. $0.50 per month each.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function createCompositeAlarms(
  parent: pulumi.Resource,
  name: string,
  args: CompositeAlarmsArgs,
): readonly pulumi.Resource[] {
  const { nameOf, groups, alarms, topicArns } = args;
  const created = new Map<string, cloudwatch.CompositeAlarm>();
  // A cause is created before its effects, which name it.
  const causesFirst = groups.toSorted(
    (a, b) => Number(a.suppressedBy !== undefined) - Number(b.suppressedBy !== undefined),
  );
  for (const group of causesFirst) {
    const cause = group.suppressedBy === undefined ? undefined : created.get(group.suppressedBy);
    const members = group.members.flatMap((key) => alarms[key] ?? []);
    const alarm = new cloudwatch.CompositeAlarm(
      `${name}-${group.key}`,
      {
        alarmName: nameOf(group.key),
        alarmDescription: alarmDescription(group),
        alarmRule: group.members.map((key) => `ALARM("${nameOf(key)}")`).join(" OR "),
        ...(cause === undefined
          ? {}
          : {
              actionsSuppressor: {
                alarm: cause.alarmName,
                waitPeriod: SUPPRESSION_WAIT_SECONDS,
                extensionPeriod: SUPPRESSION_EXTENSION_SECONDS,
              },
            }),
        alarmActions: [topicArns[group.severity]],
        okActions: [topicArns[group.severity]],
      },
      { parent, dependsOn: members },
    );
    created.set(group.key, alarm);
  }
  return [...created.values()];
}
