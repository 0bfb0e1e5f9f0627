import type * as pulumi from "@pulumi/pulumi";

import type { MonitoredResource } from "../../domain/monitoring/platform-alarms";

/** Names of a metric's dimensions, and their values. */
export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** The resources whose metrics have alarms. */
export interface MonitoredResources {
  readonly cluster: { readonly clusterName: pulumi.Input<string> };
  /** Dimensions of the metrics of NAT gateways, by zone. */
  readonly network: { readonly natMetrics: Readonly<Record<string, Dimensions>> };
  /** Names are undefined without backups, or without copies in a second Region. */
  readonly backup: {
    readonly vaultName: pulumi.Input<string> | undefined;
    readonly secondRegionVaultName: pulumi.Input<string> | undefined;
    /** Whether backups are restored as a test, whose failures are notified. */
    readonly hasRestoreTests: boolean;
  };
  /** By key. */
  readonly fileSystems: { readonly fileSystemIds: Readonly<Record<string, pulumi.Input<string>>> };
}

/** @throws Error when the resource is not among those given */
export function dimensionsOf(
  resource: MonitoredResource,
  { cluster, network, backup, fileSystems }: MonitoredResources,
): Dimensions {
  switch (resource.kind) {
    case "cluster":
      return { ClusterName: cluster.clusterName };
    case "nat-gateway":
      return existing(network.natMetrics[resource.zone], `NAT gateway in zone ${resource.zone}`);
    case "backup-vault":
      return { BackupVaultName: existing(backup.vaultName, "backup vault") };
    case "second-region-vault":
      return { BackupVaultName: existing(backup.secondRegionVaultName, "backup vault in the second Region") };
    case "file-system":
      return { FileSystemId: existing(fileSystems.fileSystemIds[resource.key], `file system ${resource.key}`) };
  }
}

function existing<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`There is no ${what} to create an alarm on.`);
  return value;
}
