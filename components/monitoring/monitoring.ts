import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

import { type Alarm, alarmDescription } from "../../domain/monitoring/alarms";
import { platformAlarms } from "../../domain/monitoring/platform-alarms";
import type { Severity } from "../../domain/monitoring/severity";
import { type AlarmTopics, createAlarmTopics } from "./alarm-topics";
import { type Dimensions, dimensionsOf, type MonitoredResources } from "./dimensions";
import { createObservability, type ObservabilityArgs } from "./observability";

export interface AlarmsArgs {
  readonly emails: readonly string[];
  /** Keys of access entries whose every use raises an alarm. */
  readonly auditedAccess: readonly string[];
}

export interface MonitoringArgs extends MonitoredResources, ObservabilityArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Omitted: no alarms are created. */
  readonly alarms?: AlarmsArgs;
  /** Logs of the control plane; alarms on the audit log need `audit`. */
  readonly logTypes: readonly string[];
  /** The CloudWatch add-on sends the metrics of Container Insights, which have alarms too. */
  readonly optionalAddons?: { readonly "amazon-cloudwatch-observability"?: unknown };
  /** Access entries of the cluster by key. */
  readonly access: Readonly<Record<string, { readonly principalArn: string }>>;
  /** Roles of the platform by key, with the topic that EventBridge publishes their use to. */
  readonly accessRoles: Readonly<Record<string, { readonly notificationTopicArn?: string | undefined }>>;
}

/** Type and name of the component in release 0.1.0: https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/ */
const OLD_IDENTITY = { type: "groundwork:governance:Governance", name: "governance" };

/**
 * Alarms on the health of cluster, NAT gateways, backups and file systems and on the audit log of the
 * cluster, sent by email or to any other subscriber of the topic of their severity.
 *
 * An alarm costs $0.10 a month, a metric of the audit log $0.30 in a month in which it counts something, the key of the
 * topics $1. Alarms notify only: node groups and controllers repair.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export class Monitoring extends pulumi.ComponentResource {
  /** Topics of the alarms by severity. Undefined without alarms. */
  public readonly topicArns: AlarmTopics["topicArns"] | undefined;
  /** Topic of P1. Undefined without alarms. */
  public readonly alarmTopicArn: pulumi.Output<string> | undefined;
  /** KMS key of the topics. Undefined without alarms. */
  public readonly alarmKeyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: MonitoringArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:monitoring:Monitoring", name, {}, { ...opts, aliases: [OLD_IDENTITY] });
    if (args.alarms !== undefined) {
      const { topicArns, keyArn } = this.createAlarms(name, args, args.alarms);
      this.topicArns = topicArns;
      this.alarmTopicArn = topicArns.P1;
      this.alarmKeyArn = keyArn;
    }
    createObservability(this, name, args, this.topicArns);
    this.registerOutputs({ alarmTopicArn: this.alarmTopicArn });
  }

  private createAlarms(name: string, args: MonitoringArgs, alarms: AlarmsArgs): AlarmTopics {
    const { platformName, accountId, region, accessRoles } = args;
    const eventTopicArns = Object.values(accessRoles).flatMap(({ notificationTopicArn }) => notificationTopicArn ?? []);
    const { topicArns, keyArn } = createAlarmTopics(this, `${name}-alarms`, {
      platformName,
      accountId,
      region,
      emails: alarms.emails,
      eventTopicArns,
    });
    const { ofResources, ofAuditLog } = platformAlarms(
      {
        natZones: Object.keys(args.network.natMetrics),
        hasContainerInsights: args.optionalAddons?.["amazon-cloudwatch-observability"] !== undefined,
        hasBackups: args.backup.vaultName !== undefined,
        hasBackupCopies: args.backup.secondRegionVaultName !== undefined,
        fileSystems: Object.keys(args.fileSystems.fileSystemIds),
        auditedPrincipals: args.logTypes.includes("audit")
          ? alarms.auditedAccess.map((entry) => ({ name: entry, arn: principalArn(args.access, entry) }))
          : undefined,
      },
      `groundwork/${platformName}`,
    );
    for (const { key, alarm, resource } of ofResources) {
      this.createAlarm(name, key, args, alarm, topicArns, dimensionsOf(resource, args));
    }
    for (const [key, { pattern, alarm }] of Object.entries(ofAuditLog)) {
      new cloudwatch.LogMetricFilter(
        `${name}-${key}-filter`,
        {
          // EKS determines the name of the log group, which the platform creates before the cluster.
          logGroupName: pulumi.interpolate`/aws/eks/${args.cluster.clusterName}/cluster`,
          pattern,
          metricTransformation: { namespace: alarm.namespace, name: alarm.metricName, value: "1" },
        },
        { parent: this },
      );
      this.createAlarm(name, key, args, alarm, topicArns);
    }
    return { topicArns, keyArn };
  }

  private createAlarm(
    name: string,
    key: string,
    { platformName }: MonitoringArgs,
    alarm: Alarm,
    topicArns: Readonly<Record<Severity, pulumi.Output<string>>>,
    dimensions?: Dimensions,
  ): void {
    new cloudwatch.MetricAlarm(
      `${name}-${key}`,
      {
        // Subject of the notification.
        name: `${platformName}-${key}`,
        alarmDescription: alarmDescription(alarm),
        namespace: alarm.namespace,
        metricName: alarm.metricName,
        ...(dimensions === undefined ? {} : { dimensions }),
        statistic: alarm.statistic,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: alarm.threshold,
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.periods,
        datapointsToAlarm: alarm.periodsToAlarm ?? alarm.periods,
        // Metrics that count errors have no data while there are none.
        treatMissingData: "notBreaching",
        alarmActions: [topicArns[alarm.severity]],
        okActions: [topicArns[alarm.severity]],
      },
      { parent: this },
    );
  }
}

function principalArn(access: MonitoringArgs["access"], key: string): string {
  const entry = access[key];
  if (entry === undefined) throw new Error(`alarms.auditedAccess: there is no access entry "${key}".`);
  return entry.principalArn;
}
