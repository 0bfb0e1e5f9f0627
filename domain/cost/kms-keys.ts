import type { BillInput } from "./bill-input";

type KeySettings = Pick<BillInput, "storage" | "backup" | "monitoring"> & {
  readonly account: Pick<BillInput["account"], "cloudTrail">;
  readonly cluster: Pick<BillInput["cluster"], "secretsEncryption">;
};

/** Number of customer managed keys. Backup has a key in each Region with a vault, and storage one in each Region with a bucket. */
export function customerManagedKeys({ account, storage, backup, cluster, monitoring }: KeySettings): number {
  return [
    storage.encryption,
    ...(replicas(storage) > 0 ? [storage.encryption] : []),
    cluster.secretsEncryption,
    ...(backup.enabled ? [backup.encryption] : []),
    ...(hasBackupCopies(backup) ? [backup.encryption] : []),
    ...(account.cloudTrail.trail === "create" ? ["customer-managed" as const] : []),
    // CloudWatch cannot use the AWS managed key of SNS.
    ...(monitoring.alarms === undefined ? [] : ["customer-managed" as const]),
  ].filter((choice) => choice === "customer-managed").length;
}

export function hasBackupCopies({ enabled, secondRegionRetentionDays }: BillInput["backup"]): boolean {
  return enabled && secondRegionRetentionDays !== undefined;
}

export function replicas({ buckets }: BillInput["storage"]): number {
  return Object.values(buckets).filter(({ replicate }) => replicate).length;
}
