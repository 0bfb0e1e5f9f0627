import type { Codes } from "../diagnostics/code";

const BACKUP = "https://docs.aws.amazon.com/aws-backup/latest/devguide";

export const backupCodes = {
  "backup/no-backup-plan": {
    cause:
      "`backup` is true for a bucket, file system or the cluster, but `backup.enabled` is false, so the stack has no backup plan and nothing is backed up.",
    remedy: "Set `backup.enabled` to true, or `backup` of the resource to false.",
  },
  "backup/bucket-without-versioning": {
    cause: `AWS Backup [backs up versioned buckets only](${BACKUP}/s3-backups.html#s3-backup-prerequisites).`,
    remedy: "Set `versioning` of the bucket to true, or `backup` to false.",
  },
  "backup/archived-objects-without-backup": {
    cause: `AWS Backup [does not back up](${BACKUP}/s3-backups.html) objects in GLACIER, DEEP_ARCHIVE and the archive tiers of INTELLIGENT_TIERING. It omits them without a failed job.`,
    remedy: "Remove the transitions to archives, or use versioning and replicas instead of backups.",
  },
  "backup/monthly-copies-expire-first": {
    cause:
      "The first copy of each month is kept for `monthlyRetentionDays`, which is not longer than the daily copies are kept, so it has no use.",
    remedy: "Set `monthlyRetentionDays` to a greater number than `dailyRetentionDays`, or remove it.",
  },
  "backup/copies-without-second-region": {
    cause: "AWS Backup copies to `aws.secondRegion`, and the stack file does not set it.",
    remedy: "Set `aws.secondRegion`, or remove `secondRegionRetentionDays`.",
  },
} as const satisfies Codes<"backup">;
