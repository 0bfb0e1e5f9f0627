import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { isOfPlatform } from "../../domain/monitoring/log-groups";
import { LOG_QUERIES } from "../../domain/monitoring/log-queries";
import type { Severity } from "../../domain/monitoring/severity";
import { createLogAlarm, type TopicArns } from "./log-alarm";
import type { LogArchiveSettings } from "./log-archive";

export interface LogsArgs {
  /** Log groups of the saved queries. Empty: no saved queries. */
  readonly queriedLogGroups: readonly string[];
  /** By key, the name of the metric. */
  readonly metricFilters: Readonly<Record<string, LogMetric>>;
  /** Destinations of another account by key. */
  readonly subscriptions: Readonly<Record<string, LogSubscription>>;
  /** Omitted: no archive. */
  readonly archive?: LogArchiveSettings | undefined;
}

interface LogMetric {
  readonly logGroupName: string;
  readonly pattern: string;
  /** Matching events within `minutes` that raise the alarm. */
  readonly threshold: number;
  readonly minutes: number;
  readonly severity: Severity;
}

interface LogSubscription {
  readonly logGroupNames: readonly string[];
  readonly destinationArn: string;
  readonly pattern: string;
}

/**
 * Creates saved queries, and subscriptions that send log events to another account.
 *
 * @param owners components that create log groups of the stack
 */
export function createLogs(
  parent: pulumi.Resource,
  name: string,
  platformName: string,
  { queriedLogGroups, subscriptions }: LogsArgs,
  owners: readonly pulumi.Resource[],
): void {
  if (queriedLogGroups.length > 0) {
    for (const [key, queryString] of Object.entries(LOG_QUERIES)) {
      new cloudwatch.QueryDefinition(
        `${name}-query-${key}`,
        // A slash makes a folder in the console.
        { name: `${platformName}/${key}`, queryString, logGroupNames: [...queriedLogGroups] },
        { parent },
      );
    }
  }
  for (const [key, { logGroupNames, destinationArn, pattern }] of Object.entries(subscriptions)) {
    for (const logGroup of logGroupNames) {
      new cloudwatch.LogSubscriptionFilter(
        // Keys have no slash, so no two filters have one name.
        `${name}-subscription-${key}/${logGroup}`,
        { name: `${platformName}-${key}`, logGroup, destinationArn, filterPattern: pattern },
        { parent, dependsOn: isOfPlatform(logGroup, platformName) ? [...owners] : [] },
      );
    }
  }
}

/**
 * Creates a metric and an alarm for each pattern. $0.40 a month each.
 *
 * @param owners components that create log groups of the stack
 */
export function createLogMetrics(
  parent: pulumi.Resource,
  name: string,
  platformName: string,
  { metricFilters }: LogsArgs,
  owners: readonly pulumi.Resource[],
  topicArns: TopicArns,
): void {
  for (const [key, { logGroupName, pattern, threshold, minutes, severity }] of Object.entries(metricFilters)) {
    createLogAlarm(parent, `${name}-log-${key}`, {
      logGroupName,
      alarmName: `${platformName}-log-${key}`,
      topicArns,
      pattern,
      owners: isOfPlatform(logGroupName, platformName) ? owners : [],
      alarm: {
        namespace: `groundwork/${platformName}`,
        metricName: `log-${key}`,
        statistic: "Sum",
        threshold,
        periodSeconds: minutes * 60,
        periods: 1,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html",
        description: `${threshold} or more events of ${logGroupName} within ${minutes} minutes match the pattern ${key}`,
        severity,
        runbook: "log-metric",
      },
    });
  }
}
