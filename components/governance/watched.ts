import type * as pulumi from "@pulumi/pulumi";

import {
  type Alarm,
  BACKUP_ALARM,
  CONTAINER_INSIGHTS_ALARMS,
  CONTROL_PLANE_ALARMS,
  COPY_ALARM,
  FILE_SYSTEM_ALARM,
  NAT_ALARM,
} from "./alarms";

/** Names of a metric's dimensions, and their values. */
export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** What stands, and can be in trouble. */
export interface Watched {
  readonly cluster: { readonly clusterName: pulumi.Input<string> };
  /** With the one that sends metrics of Container Insights these are watched too. */
  readonly optionalAddons?: { readonly "amazon-cloudwatch-observability"?: unknown };
  /** What metrics of NAT gateways go by, for each zone that one stands in. */
  readonly network: { readonly natMetrics: Readonly<Record<string, Dimensions>> };
  /** Undefined without backups, and without copies of them in a second Region. */
  readonly backup: {
    readonly vaultName: pulumi.Input<string> | undefined;
    readonly secondRegionVaultName: pulumi.Input<string> | undefined;
  };
  /** By key. */
  readonly fileSystems: { readonly fileSystemIds: Readonly<Record<string, pulumi.Input<string>>> };
}

/** An alarm on one of these. */
export interface ResourceAlarm {
  /** Ends the alarm's name. */
  readonly key: string;
  readonly alarm: Alarm;
  readonly dimensions: Dimensions;
}

export function resourceAlarms(watched: Watched): readonly ResourceAlarm[] {
  const { network, fileSystems } = watched;
  return [
    ...clusterAlarms(watched),
    ...Object.entries(network.natMetrics).map(([zone, dimensions]) => ({
      key: `nat-ports-${zone}`,
      alarm: NAT_ALARM,
      dimensions,
    })),
    ...backupAlarms(watched.backup),
    ...Object.entries(fileSystems.fileSystemIds).map(([key, FileSystemId]) => ({
      key: `file-system-${key}`,
      alarm: FILE_SYSTEM_ALARM,
      dimensions: { FileSystemId },
    })),
  ];
}

function clusterAlarms({ cluster, optionalAddons }: Watched): readonly ResourceAlarm[] {
  const hasInsights = optionalAddons?.["amazon-cloudwatch-observability"] !== undefined;
  const alarms = { ...CONTROL_PLANE_ALARMS, ...(hasInsights ? CONTAINER_INSIGHTS_ALARMS : {}) };
  const dimensions = { ClusterName: cluster.clusterName };
  return Object.entries(alarms).map(([key, alarm]) => ({ key, alarm, dimensions }));
}

/** AWS does not say by which of its two vaults a copy counts, so both are asked, in the Region that it starts from. */
function backupAlarms({ vaultName, secondRegionVaultName }: Watched["backup"]): readonly ResourceAlarm[] {
  if (vaultName === undefined) return [];
  const dimensions = { BackupVaultName: vaultName };
  const backups = { key: "failed-backups", alarm: BACKUP_ALARM, dimensions };
  if (secondRegionVaultName === undefined) return [backups];
  return [
    backups,
    { key: "failed-copies", alarm: COPY_ALARM, dimensions },
    { key: "failed-copies-by-destination", alarm: COPY_ALARM, dimensions: { BackupVaultName: secondRegionVaultName } },
  ];
}
