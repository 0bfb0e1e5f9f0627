import { type Alarm, metricCount } from "./alarms";
import { type AlarmGroup, alarmGroups } from "./alarm-groups";
import { type AuditAlarm, auditAlarms, type AuditedPrincipal } from "./audit-alarms";
import { CONTAINER_INSIGHTS_ALARMS, CONTROL_PLANE_ALARMS } from "./cluster-alarms";
import type { MonitoredResource, ResourceAlarm } from "./monitored-resource";
import { LOAD_BALANCER_ALARMS, TARGET_GROUP_ALARM } from "./load-balancer-alarms";
import {
  BACKUP_ALARM,
  CERTIFICATE_ALARMS,
  COPY_ALARM,
  FILE_SYSTEM_ALARM,
  MISSING_BACKUP_ALARM,
  MISSING_COPY_ALARM,
  NAT_ALARMS,
  QUOTA_ALARMS,
} from "./resource-alarms";

/** What a stack has that alarms can evaluate. */
export interface MonitoredParts {
  /** Zones in which a NAT gateway has metrics. */
  readonly natZones: readonly string[];
  readonly hasContainerInsights: boolean;
  readonly hasBackups: boolean;
  /** Whether backups are copied to a second Region. */
  readonly hasBackupCopies: boolean;
  /** Keys of the file systems. */
  readonly fileSystems: readonly string[];
  /** Load balancers by key, with the keys of their target groups. */
  readonly loadBalancers: Readonly<Record<string, { readonly targetGroups: Readonly<Record<string, string>> }>>;
  /** Keys of the certificates. */
  readonly certificates: readonly string[];
  /** Principals whose every request raises an alarm; undefined without an audit log. */
  readonly auditedPrincipals: readonly AuditedPrincipal[] | undefined;
}

/** Key of the certificate of a hosted zone among all certificates. */
export function zoneCertificateKey(zone: string): string {
  return `zone-${zone}`;
}

/** Everything that the alarms of a stack are created from. */
export interface PlatformAlarms {
  readonly ofResources: readonly ResourceAlarm[];
  /** By the last part of the alarm's name. */
  readonly ofAuditLog: Readonly<Record<string, AuditAlarm>>;
  /** Alarms that notify together, once for each cause. */
  readonly groups: readonly AlarmGroup[];
}

/** @param metricNamespace CloudWatch namespace of the metrics that the audit log is counted in */
export function platformAlarms(parts: MonitoredParts, metricNamespace: string): PlatformAlarms {
  const { auditedPrincipals } = parts;
  const ofResources = [
    ...clusterAlarms(parts),
    ...parts.natZones.flatMap((zone) => named(NAT_ALARMS, (key) => `${key}-${zone}`, { kind: "nat-gateway", zone })),
    ...backupAlarms(parts),
    ...parts.fileSystems.map((key) => alarmOn(`file-system-${key}`, FILE_SYSTEM_ALARM, { kind: "file-system", key })),
    ...loadBalancerAlarms(parts),
    ...parts.certificates.flatMap((key) =>
      named(CERTIFICATE_ALARMS, (part) => `certificate-${key}-${part}`, { kind: "certificate", key }),
    ),
    ...named(QUOTA_ALARMS, (key) => key, { kind: "account" }),
  ];
  return {
    ofResources,
    ofAuditLog: auditedPrincipals === undefined ? {} : auditAlarms(metricNamespace, auditedPrincipals),
    groups: alarmGroups(ofResources),
  };
}

/** What CloudWatch charges for: the metrics that alarms evaluate, and composite alarms. */
export function alarmCounts(parts: MonitoredParts): { readonly metrics: number; readonly composites: number } {
  const { ofResources, ofAuditLog, groups } = platformAlarms(parts, "");
  const alarms = [...ofResources, ...Object.values(ofAuditLog)];
  return {
    metrics: alarms.reduce((sum, { alarm }) => sum + metricCount(alarm), 0),
    composites: groups.length,
  };
}

function clusterAlarms({ hasContainerInsights }: MonitoredParts): ResourceAlarm[] {
  const alarms = { ...CONTROL_PLANE_ALARMS, ...(hasContainerInsights ? CONTAINER_INSIGHTS_ALARMS : {}) };
  return named(alarms, (key) => key, { kind: "cluster" });
}

/**
 * "The vault name of copy jobs is that of their destination vault":
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
function backupAlarms({ hasBackups, hasBackupCopies }: MonitoredParts): ResourceAlarm[] {
  if (!hasBackups) return [];
  const backups = [
    alarmOn("failed-backups", BACKUP_ALARM, { kind: "backup-vault" }),
    alarmOn("missing-backups", MISSING_BACKUP_ALARM, { kind: "backup-vault" }),
  ];
  if (!hasBackupCopies) return backups;
  return [
    ...backups,
    alarmOn("failed-copies", COPY_ALARM, { kind: "second-region-vault" }),
    alarmOn("missing-copies", MISSING_COPY_ALARM, { kind: "second-region-vault" }),
  ];
}

function loadBalancerAlarms({ loadBalancers }: MonitoredParts): ResourceAlarm[] {
  return Object.entries(loadBalancers).flatMap(([key, { targetGroups }]) => [
    ...named(LOAD_BALANCER_ALARMS, (part) => `load-balancer-${key}-${part}`, { kind: "load-balancer", key }),
    ...Object.keys(targetGroups).map((targetGroup) =>
      alarmOn(`load-balancer-${key}-unhealthy-${targetGroup}`, TARGET_GROUP_ALARM, {
        kind: "target-group",
        key,
        targetGroup,
      }),
    ),
  ]);
}

function named(
  alarms: Readonly<Record<string, Alarm>>,
  nameOf: (key: string) => string,
  resource: MonitoredResource,
): ResourceAlarm[] {
  return Object.entries(alarms).map(([key, alarm]) => alarmOn(nameOf(key), alarm, resource));
}

function alarmOn(key: string, alarm: Alarm, resource: MonitoredResource): ResourceAlarm {
  return { key, alarm, resource };
}
