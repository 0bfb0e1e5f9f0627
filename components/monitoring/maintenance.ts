import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { type MaintenanceWindow, muteLists } from "../../domain/monitoring/maintenance";

export interface MaintenanceArgs {
  readonly platformName: string;
  /** By key, which is part of the logical names. */
  readonly windows: Readonly<Record<string, MaintenanceWindow>>;
  /** Names of the alarms that notify, with the alarms themselves, which must exist first. */
  readonly alarmNames: readonly string[];
  readonly alarms: readonly pulumi.Resource[];
}

/**
 * Creates the mute rules of the maintenance windows. They need no role and no schedule of EventBridge, and end on their own if
 * an update fails within the window.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html
 */
export function createMaintenanceWindows(
  parent: pulumi.Resource,
  name: string,
  { platformName, windows, alarmNames, alarms }: MaintenanceArgs,
): void {
  for (const [key, { schedule, hours, timeZone }] of Object.entries(windows)) {
    for (const [index, names] of muteLists(alarmNames).entries()) {
      // The first rule has no number: few stacks have more than 100 alarms.
      const suffix = index === 0 ? key : `${key}-${index + 1}`;
      new cloudwatch.AlarmMuteRule(
        `${name}-maintenance-${suffix}`,
        {
          name: `${platformName}-maintenance-${suffix}`,
          description: `Maintenance window ${key} of ${platformName}`,
          rule: { schedule: { expression: schedule, duration: `PT${hours}H`, timezone: timeZone } },
          muteTargets: { alarmNames: [...names] },
        },
        { parent, dependsOn: [...alarms] },
      );
    }
  }
}
