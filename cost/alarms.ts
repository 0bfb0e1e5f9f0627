import type { PlatformConfig } from "../config";

/** As many as components/governance makes; a test compares. */
const OF_CONTROL_PLANE = 3;
const OF_CONTAINER_INSIGHTS = 2;
const OF_AUDIT_LOG = 2;
const OF_BACKUPS = 1;
/** By either vault. */
const OF_COPIES = 2;

/** Alarms that governance brings to a stack. */
export function alarmCount({ governance: { alarms }, cluster, network, backup, storage }: PlatformConfig): number {
  if (alarms === undefined) return 0;
  const insights = cluster.optionalAddons["amazon-cloudwatch-observability"] !== undefined;
  const copies = backup.secondRegionRetentionDays !== undefined;
  return [
    OF_CONTROL_PLANE,
    insights ? OF_CONTAINER_INSIGHTS : 0,
    cluster.logTypes.includes("audit") ? OF_AUDIT_LOG + alarms.watchedAccess.length : 0,
    natGateways(network),
    backup.enabled ? OF_BACKUPS + (copies ? OF_COPIES : 0) : 0,
    Object.keys(storage.fileSystems).length,
  ].reduce((sum, count) => sum + count);
}

/** Gateways, of which a regional one counts once in each zone. */
export function natGateways({ nat, zones }: Pick<PlatformConfig["network"], "nat" | "zones">): number {
  return { none: 0, single: 1, "per-zone": zones.length, regional: zones.length }[nat];
}
