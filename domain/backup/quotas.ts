import type { Quota } from "../quota";

export const BACKED_UP_BUCKETS: Quota = {
  what: "buckets that AWS Backup copies, per account",
  limit: 100,
  raisableTo: Number.POSITIVE_INFINITY,
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
};

/**
 * Storage classes whose objects AWS Backup does not copy:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
 */
export const STORAGE_CLASSES_WITHOUT_BACKUP: readonly string[] = ["GLACIER", "DEEP_ARCHIVE"];
