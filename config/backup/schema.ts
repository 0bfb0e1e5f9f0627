import { z } from "zod";
import { distinct, keyDeletionWindowDays } from "../schema/fields";

const RESTORE_TESTED_TYPES = ["EBS", "EFS", "S3"] as const;

/** AWS keeps no copy longer: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const retentionDays = z.int().min(1).max(36_500);

export const backupSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether AWS Backup copies what carries the tag Backup with the platform's name: buckets that say backup, and every other resource that you tag, even if account and Region have not opted in to its service (Aurora, DocumentDB and Neptune need the opt-in). Per GB and month: EBS and S3 $0.05, EFS $0.06. Default false. https://aws.amazon.com/backup/pricing/",
    }),
    dailyRetentionDays: retentionDays.default(35).meta({
      description: "Days that the copy of each night is kept. Default 35.",
    }),
    monthlyRetentionDays: retentionDays.exactOptional().meta({
      description: "Days that the copy of the first of each month is kept. Default: no monthly copy.",
      examples: [365],
    }),
    secondRegionRetentionDays: retentionDays.exactOptional().meta({
      description:
        "Days that each night's copy is kept in aws.secondRegion too, in a vault of the same kind, with a key of its own where encryption is customer-managed ($1 a month). Costs the transfer, $0.02 per GB, and the storage a second time. Default: nothing leaves the Region. https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
      examples: [7],
    }),
    restoreTesting: distinct(z.enum(RESTORE_TESTED_TYPES))
      .default([])
      .meta({
        description:
          "Types of resources of which AWS Backup restores the latest copies on the second of every month, and deletes what it restored: proof that the copies are of use. A fee for each copy tested, plus the restore and what stands until it is deleted. Default none. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html",
        examples: [["EFS", "S3"]],
      }),
    lock: z.enum(["none", "governance"]).default("none").meta({
      description:
        "governance: no copy is deleted before its time, except by who may take the lock off. Free of charge. It holds copies for the shortest retention: another one replaces the lock, not the vault. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
    }),
    encryption: z.enum(["aws-managed", "customer-managed"]).default("aws-managed").meta({
      description:
        "aws-managed: the key of AWS Backup, free. customer-managed: a KMS key for the copies alone, $1 a month in each Region; needed in prod. A change replaces the vault, which has to be empty.",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description: "Whether Pulumi refuses to delete vaults and their keys. Default true.",
    }),
  })
  .meta({ description: "Copies of data, apart from the data." });
