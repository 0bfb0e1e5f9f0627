import * as pulumi from "@pulumi/pulumi";

import { platformAlarms, zoneCertificateKey } from "../../domain/monitoring/platform-alarms";
import { alarmTopicArn } from "../../domain/monitoring/alarm-topic";
import type { CostTopics } from "../../domain/monitoring/publishers";
import { type AlarmTopics, createAlarmTopics } from "./alarm-topics";
import { createReceivers, type ReceiversArgs } from "./receivers";
import { createCompositeAlarms } from "./composite-alarms";
import { dimensionsOf, type GivenResources, type MonitoredResources } from "./dimensions";
import { createMaintenanceWindows, type MaintenanceArgs } from "./maintenance";
import { createLogAlarm } from "./log-alarm";
import { createMetricAlarm } from "./metric-alarm";
import { createMetrics, createObservability, type MetricsEndpoints, type ObservabilityArgs } from "./observability";
import { createRestoreNotification } from "./restore-events";

export interface AlarmsArgs extends GivenResources {
  /** Addresses that receive all severities. */
  readonly emails: readonly string[];
  readonly receivers: ReceiversArgs["receivers"];
  /** Times in which alarms on resources do not notify, by key. */
  readonly maintenance: MaintenanceArgs["windows"];
  /** Keys of access entries whose every use raises an alarm. */
  readonly auditedAccess: readonly string[];
}

export interface MonitoringArgs extends Omit<MonitoredResources, "cluster" | "network">, ObservabilityArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Omitted: no alarms are created. */
  readonly alarms?: AlarmsArgs;
  /** Topics of budgets and cost anomalies, which may be the alarm topic. */
  readonly costTopics: CostTopics;
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
 * Alarms on the health of cluster, NAT gateways, backups, file systems, load balancers and certificates, on quotas of the
 * account and on the audit log of the cluster, sent by email or to any other subscriber of the topic of their severity.
 *
 * An alarm costs $0.10 a month for each of its metrics, a composite alarm $0.50, a metric of the audit log $0.30 in a month
 * in which it counts something, the key of the topics $1. Alarms notify only: node groups and controllers repair.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export class Monitoring extends pulumi.ComponentResource {
  /** Topics of the alarms by severity. Undefined without alarms. */
  public readonly topicArns: AlarmTopics["topicArns"] | undefined;
  /** Topic of P1. Undefined without alarms. */
  public readonly alarmTopicArn: pulumi.Output<string> | undefined;
  /** KMS key of the topics. Undefined without alarms. */
  public readonly alarmKeyArn: pulumi.Output<string> | undefined;
  /** Addresses of the workspaces of Prometheus and Grafana. */
  public readonly metricsEndpoints: MetricsEndpoints;

  constructor(name: string, args: MonitoringArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:monitoring:Monitoring", name, {}, { ...opts, aliases: [OLD_IDENTITY] });
    if (args.alarms !== undefined) {
      const { topicArns, keyArn } = this.createAlarms(name, args, args.alarms);
      this.topicArns = topicArns;
      this.alarmTopicArn = topicArns.P1;
      this.alarmKeyArn = keyArn;
    }
    createObservability(this, name, args, this.topicArns);
    this.metricsEndpoints = createMetrics(this, name, args);
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
      // EventBridge publishes failed restores to the platform's own topic.
      eventTopicArns: [...eventTopicArns, ...(args.backup.hasRestoreTests ? [alarmTopicArn(args, "P1")] : [])],
      costTopics: args.costTopics,
    });
    if (args.backup.hasRestoreTests) createRestoreNotification(this, name, topicArns.P1);
    const { receivers } = alarms;
    createReceivers(this, `${name}-receivers`, { platformName, region, receivers }, topicArns);
    const certificates = { ...alarms.certificates, ...zoneCertificates(args.cluster) };
    const { ofResources, ofAuditLog, groups } = platformAlarms(
      {
        natZones: Object.keys(args.network.natMetrics),
        hasContainerInsights: args.optionalAddons?.["amazon-cloudwatch-observability"] !== undefined,
        hasBackups: args.backup.vaultName !== undefined,
        hasBackupCopies: args.backup.secondRegionVaultName !== undefined,
        fileSystems: Object.keys(args.fileSystems.fileSystemIds),
        loadBalancers: alarms.loadBalancers,
        certificates: Object.keys(certificates),
        auditedPrincipals: args.logTypes.includes("audit")
          ? alarms.auditedAccess.map((entry) => ({ name: entry, arn: principalArn(args.access, entry) }))
          : undefined,
      },
      `groundwork/${platformName}`,
    );
    const nameOf = (key: string): string => `${platformName}-${key}`;
    const isGrouped = (key: string): boolean => groups.some(({ members }) => members.includes(key));
    const ofMetrics = ofResources.map(({ key, alarm, resource }) => {
      const dimensions = dimensionsOf(resource, args, { ...alarms, certificates });
      const topicArn = isGrouped(key) ? undefined : topicArns[alarm.severity];
      return [
        key,
        createMetricAlarm(this, `${name}-${key}`, { alarmName: nameOf(key), alarm, dimensions, topicArn }),
      ] as const;
    });
    const composites = createCompositeAlarms(this, name, {
      nameOf,
      groups,
      alarms: Object.fromEntries(ofMetrics),
      topicArns,
    });
    const ungrouped = ofResources.map(({ key }) => key).filter((key) => !isGrouped(key));
    createMaintenanceWindows(this, name, {
      platformName,
      windows: alarms.maintenance,
      alarmNames: [...groups.map(({ key }) => key), ...ungrouped].map(nameOf),
      alarms: [...composites, ...ofMetrics.map(([, alarm]) => alarm)],
    });
    // EKS determines the name of the log group, which the platform creates before the cluster.
    const logGroupName = pulumi.interpolate`/aws/eks/${args.cluster.clusterName}/cluster`;
    for (const [key, { pattern, alarm }] of Object.entries(ofAuditLog)) {
      createLogAlarm(this, `${name}-${key}`, { alarmName: nameOf(key), logGroupName, pattern, alarm, topicArns });
    }
    return { topicArns, keyArn };
  }
}

/** Those that the stack creates for hosted zones. */
function zoneCertificates({ hostedZones = {} }: MonitoringArgs["cluster"]): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    Object.entries(hostedZones).flatMap(([key, { certificateArn }]) =>
      certificateArn === undefined ? [] : [[zoneCertificateKey(key), certificateArn]],
    ),
  );
}

function principalArn(access: MonitoringArgs["access"], key: string): string {
  const entry = access[key];
  if (entry === undefined) throw new Error(`alarms.auditedAccess: there is no access entry "${key}".`);
  return entry.principalArn;
}
