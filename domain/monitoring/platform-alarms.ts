import {
  type Alarm,
  BACKUP_ALARM,
  CONTAINER_INSIGHTS_ALARMS,
  CONTROL_PLANE_ALARMS,
  COPY_ALARM,
  FILE_SYSTEM_ALARM,
  NAT_ALARM,
} from "./alarms";
import { type AuditAlarm, auditAlarms, type AuditedPrincipal } from "./audit-alarms";

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
  /** Principals whose every request raises an alarm; undefined without an audit log. */
  readonly auditedPrincipals: readonly AuditedPrincipal[] | undefined;
}

/** The resource whose metric an alarm evaluates. */
export type MonitoredResource =
  | { readonly kind: "cluster" }
  | { readonly kind: "nat-gateway"; readonly zone: string }
  | { readonly kind: "backup-vault" }
  | { readonly kind: "second-region-vault" }
  | { readonly kind: "file-system"; readonly key: string };

interface ResourceAlarm {
  /** Last part of the alarm's name. */
  readonly key: string;
  readonly alarm: Alarm;
  readonly resource: MonitoredResource;
}

/** Everything that the alarms of a stack are created from. */
export interface PlatformAlarms {
  readonly ofResources: readonly ResourceAlarm[];
  /** By the last part of the alarm's name. */
  readonly ofAuditLog: Readonly<Record<string, AuditAlarm>>;
}

/** @param metricNamespace CloudWatch namespace of the metrics that the audit log is counted in */
export function platformAlarms(parts: MonitoredParts, metricNamespace: string): PlatformAlarms {
  const { auditedPrincipals } = parts;
  return {
    ofResources: [
      ...clusterAlarms(parts),
      ...parts.natZones.map((zone) => alarmOn(`nat-ports-${zone}`, NAT_ALARM, { kind: "nat-gateway", zone })),
      ...backupAlarms(parts),
      ...parts.fileSystems.map((key) => alarmOn(`file-system-${key}`, FILE_SYSTEM_ALARM, { kind: "file-system", key })),
    ],
    ofAuditLog: auditedPrincipals === undefined ? {} : auditAlarms(metricNamespace, auditedPrincipals),
  };
}

/** Number of alarms on these parts. The price of an alarm does not depend on what it evaluates. */
export function alarmCount(parts: MonitoredParts): number {
  const { ofResources, ofAuditLog } = platformAlarms(parts, "");
  return ofResources.length + Object.keys(ofAuditLog).length;
}

function clusterAlarms({ hasContainerInsights }: MonitoredParts): ResourceAlarm[] {
  const alarms = { ...CONTROL_PLANE_ALARMS, ...(hasContainerInsights ? CONTAINER_INSIGHTS_ALARMS : {}) };
  return Object.entries(alarms).map(([key, alarm]) => alarmOn(key, alarm, { kind: "cluster" }));
}

/** AWS does not document which of the two vaults counts a failed copy, so both are monitored. */
function backupAlarms({ hasBackups, hasBackupCopies }: MonitoredParts): ResourceAlarm[] {
  if (!hasBackups) return [];
  const backups = alarmOn("failed-backups", BACKUP_ALARM, { kind: "backup-vault" });
  if (!hasBackupCopies) return [backups];
  return [
    backups,
    alarmOn("failed-copies", COPY_ALARM, { kind: "backup-vault" }),
    alarmOn("failed-copies-by-destination", COPY_ALARM, { kind: "second-region-vault" }),
  ];
}

function alarmOn(key: string, alarm: Alarm, resource: MonitoredResource): ResourceAlarm {
  return { key, alarm, resource };
}
