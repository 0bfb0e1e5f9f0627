import * as budgets from "@pulumi/aws/budgets";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

import type { Alarm } from "./alarms";
import { createAlarmTopic } from "./alarm-topic";
import { auditAlarms, type WatchedPrincipal } from "./audit-alarms";
import { type Dimensions, resourceAlarms, type Watched } from "./watched";

export interface AlarmsArgs {
  readonly emails: readonly string[];
  /** Access entries whose every use is told, by their keys. */
  readonly watchedAccess: readonly string[];
}

export interface BudgetArgs {
  /** Dollars a month, for the whole account. */
  readonly monthlyUsd: number;
  readonly emails: readonly string[];
}

export interface GovernanceArgs extends Watched {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Absent: nobody is called. */
  readonly alarms?: AlarmsArgs;
  /** Absent: nobody is told what it costs. */
  readonly budget?: BudgetArgs;
  /** Logs that the control plane writes; with `audit` that one is watched. */
  readonly logTypes: readonly string[];
  /** Access entries of the cluster by key. */
  readonly access: Readonly<Record<string, { readonly principalArn: string }>>;
  /** Roles of the platform by key, as far as EventBridge announces their use to a topic. */
  readonly accessRoles: Readonly<Record<string, { readonly announceTo?: string | undefined }>>;
}

/**
 * What keeps the platform honest after day one: alarms on the health of cluster, NAT gateways, backups and file systems,
 * and on the cluster's audit log, told by mail or whatever else subscribes to the topic, and a budget.
 *
 * An alarm costs $0.10 a month, a metric of the audit log $0.30 in a month in which it has seen anything, the topic's key
 * $1; a budget is free. It repairs nothing: node groups and controllers do that.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export class Governance extends pulumi.ComponentResource {
  /** Undefined without alarms. */
  public readonly alarmTopicArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: GovernanceArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:governance:Governance", name, {}, opts);
    if (args.alarms !== undefined) this.alarmTopicArn = this.createAlarms(name, args, args.alarms);
    if (args.budget !== undefined) this.createBudget(name, args.platformName, args.budget);
    this.registerOutputs({ alarmTopicArn: this.alarmTopicArn });
  }

  private createAlarms(name: string, args: GovernanceArgs, alarms: AlarmsArgs): pulumi.Output<string> {
    const { platformName, accountId, region, accessRoles } = args;
    const announcedTo = Object.values(accessRoles).flatMap(({ announceTo }) => announceTo ?? []);
    const topic = createAlarmTopic(this, `${name}-alarms`, {
      platformName,
      accountId,
      region,
      emails: alarms.emails,
      announcedTo,
    });
    for (const { key, alarm, dimensions } of resourceAlarms(args)) {
      this.createAlarm(name, key, args, alarm, topic.arn, dimensions);
    }
    const ofAuditLog = args.logTypes.includes("audit")
      ? auditAlarms(`groundwork/${args.platformName}`, watchedPrincipals(args.access, alarms.watchedAccess))
      : {};
    for (const [key, { pattern, alarm }] of Object.entries(ofAuditLog)) {
      new cloudwatch.LogMetricFilter(
        `${name}-${key}-filter`,
        {
          // EKS fixes the name of the log group, which is there before the cluster.
          logGroupName: pulumi.interpolate`/aws/eks/${args.cluster.clusterName}/cluster`,
          pattern,
          metricTransformation: { namespace: alarm.namespace, name: alarm.metricName, value: "1" },
        },
        { parent: this },
      );
      this.createAlarm(name, key, args, alarm, topic.arn);
    }
    return topic.arn;
  }

  private createAlarm(
    name: string,
    key: string,
    { platformName }: GovernanceArgs,
    alarm: Alarm,
    topicArn: pulumi.Output<string>,
    dimensions?: Dimensions,
  ): void {
    new cloudwatch.MetricAlarm(
      `${name}-${key}`,
      {
        // The subject of the mail.
        name: `${platformName}-${key}`,
        alarmDescription: alarm.description,
        namespace: alarm.namespace,
        metricName: alarm.metricName,
        ...(dimensions === undefined ? {} : { dimensions }),
        statistic: alarm.statistic,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: alarm.threshold,
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.periods,
        datapointsToAlarm: alarm.periodsInTrouble ?? alarm.periods,
        // Metrics that count trouble are silent while there is none.
        treatMissingData: "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      { parent: this },
    );
  }

  /** Of the account: by tags it would count nothing until somebody has activated them for the whole organization. */
  private createBudget(name: string, platformName: string, { monthlyUsd, emails }: BudgetArgs): void {
    const told = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...emails],
    };
    new budgets.Budget(
      `${name}-budget`,
      {
        name: platformName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        notifications: [
          { ...told, notificationType: "ACTUAL", threshold: 80 },
          { ...told, notificationType: "FORECASTED", threshold: 100 },
        ],
      },
      { parent: this },
    );
  }
}

function watchedPrincipals(access: GovernanceArgs["access"], keys: readonly string[]): WatchedPrincipal[] {
  return Object.entries(access)
    .filter(([name]) => keys.includes(name))
    .map(([name, { principalArn }]) => ({ name, arn: principalArn }));
}
