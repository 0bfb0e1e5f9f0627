import { z } from "zod";
import { keyDeletionWindowDays } from "./fields";

/** AWS keeps no copy longer: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const retentionDays = z.int().min(1).max(36_500);

export const backupSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether AWS Backup copies what carries the tag Backup with the platform's name: buckets that say backup, and whatever you tag yourself. Per GB and month: EBS and S3 $0.05, EFS $0.06. Default false. https://aws.amazon.com/backup/pricing/",
    }),
    dailyRetentionDays: retentionDays.default(35).meta({
      description: "Days that the copy of each night is kept. Default 35.",
    }),
    monthlyRetentionDays: retentionDays.exactOptional().meta({
      description: "Days that the copy of the first of each month is kept. Default: no monthly copy.",
      examples: [365],
    }),
    lock: z.enum(["none", "governance"]).default("none").meta({
      description:
        "governance: no copy is deleted before its time, except by who may take the lock off. Free of charge. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
    }),
    encryption: z.enum(["aws-managed", "customer-managed"]).default("aws-managed").meta({
      description:
        "aws-managed: the key of AWS Backup, free. customer-managed: a KMS key for the copies alone, $1 a month; needed in prod. A change replaces the vault, which has to be empty.",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description: "Whether Pulumi refuses to delete the vault, its lock and its key. Default true.",
    }),
  })
  .meta({ description: "Copies of data, apart from the data." });
