import { z } from "zod";
import { distinct, keyDeletionWindowDays } from "../schema/fields";

const RESTORE_TESTED_TYPES = ["EBS", "EFS", "S3"] as const;

/** The maximum of AWS Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const retentionDays = z.int().min(1).max(36_500);

export const backupSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether AWS Backup backs up all resources with the tag Backup whose value is <name>-<environment>: those whose key backup is true, and others that you tag. Account and Region need no opt-in to the services, except for Aurora, DocumentDB and Neptune. Per GB and month: EBS and S3 $0.05, EFS $0.06. Default: false. https://aws.amazon.com/backup/pricing/",
    }),
    dailyRetentionDays: retentionDays.default(35).meta({
      description: "Days after which daily backups are deleted. Default: 35.",
    }),
    monthlyRetentionDays: retentionDays.exactOptional().meta({
      description:
        "Days after which monthly backups are deleted, which AWS Backup creates on the first day of each month. Default: no monthly backups.",
      examples: [365],
    }),
    secondRegionRetentionDays: retentionDays.exactOptional().meta({
      description:
        "Days after which copies of daily backups in aws.secondRegion are deleted. The vault there has the same settings, and a KMS key if encryption is customer-managed ($1 per month). $0.02 per GB for the transfer, and the storage a second time. Default: no copies. https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
      examples: [7],
    }),
    restoreTesting: distinct(z.enum(RESTORE_TESTED_TYPES))
      .default([])
      .meta({
        description:
          "Types of resources whose latest backups AWS Backup restores on the second day of every month, to test them, and deletes afterwards. With monitoring.alarms, the alarm topic is notified of each restore of the account and Region that fails. AWS bills a fee for each tested backup, the restore, and the restored resource until it is deleted. Default: none. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html",
        examples: [["EFS", "S3"]],
      }),
    lock: z.enum(["none", "governance"]).default("none").meta({
      description:
        "governance: nobody can delete a backup before the shortest retention of the plan ends, except principals that may remove the lock. $0. Another retention replaces the lock, not the vault. Default: none. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
    }),
    encryption: z.enum(["aws-managed", "customer-managed"]).default("aws-managed").meta({
      description:
        "KMS key of the backups. aws-managed: the key of AWS Backup, $0. customer-managed: a KMS key in your account that only backups use, $1 per month in each Region; required in prod. A change replaces the vault, which must be empty. Default: aws-managed.",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description: "Whether Pulumi refuses to delete vaults and their KMS keys. Default: true.",
    }),
  })
  .meta({ description: "Backups of buckets, file systems, volumes and the cluster with AWS Backup." });
