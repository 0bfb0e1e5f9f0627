import { z } from "zod";
import { MOST_LIFECYCLE_DAYS } from "../../domain/storage/lifecycle";
import { BUCKET_CLASSES, withClassDefaults } from "../../domain/storage/bucket-classes";
import { STORAGE_CLASSES } from "../../domain/storage/storage-classes";
import { notificationSchema } from "./notifications-schema";
import { checked, text } from "../schema/fields";
import { lifecycleDays } from "./lifecycle-days";

/** Key of the bucket that receives access logs of the other buckets. The storage component always creates it. */
const LOG_BUCKET_KEY = "logs";

const bucketKey = checked(
  text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
  function* (key) {
    if (key === LOG_BUCKET_KEY) {
      yield { message: "The stack creates its log bucket with this key.", allowed: "another key" };
    }
  },
);

const objectLockSchema = z
  .strictObject({
    mode: z.enum(["governance", "compliance"]).meta({
      description:
        "governance: roles with s3:BypassGovernanceRetention can delete locked versions. compliance: nobody can, including the root user of the account and AWS.",
      examples: ["governance"],
    }),
    days: lifecycleDays.max(36_500).meta({
      description: "Days during which a new version cannot be deleted or overwritten. S3 bills it during that time.",
      examples: [30],
    }),
  })
  .meta({
    description:
      "Object Lock (write once, read many): new versions cannot be deleted for a time. Requires versioning. Can be added at any time without a replacement. S3 cannot disable it, or versioning, afterwards. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
  });

const archiveTiersSchema = z
  .strictObject({
    archiveDays: z
      .int()
      .min(90)
      .max(730)
      .exactOptional()
      .meta({
        description:
          "Days (90 to 730) without a read after which S3 moves an object to Archive Access: $0.0036 per GB and month, restored within 5 hours.",
        examples: [90],
      }),
    deepArchiveDays: z
      .int()
      .min(180)
      .max(730)
      .exactOptional()
      .meta({
        description:
          "Days (180 to 730) without a read after which S3 moves an object to Deep Archive Access: $0.00099 per GB and month, restored within 12 hours.",
        examples: [180],
      }),
  })
  .meta({
    description:
      "Archive tiers of INTELLIGENT_TIERING for unread objects. A read of an archived object fails until the object is restored, so applications must be able to restore objects. Requires a transition to INTELLIGENT_TIERING. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html",
    examples: [{ archiveDays: 90 }],
  });

const transitionsSchema = z.array(
  z.strictObject({
    days: z
      .int()
      .min(0)
      .max(MOST_LIFECYCLE_DAYS)
      .meta({
        description:
          "Days after the object was created, or after the version became noncurrent. At least 30 for STANDARD_IA, and at least 30 more for the transition after STANDARD_IA.",
        examples: [90],
      }),
    storageClass: z.enum(STORAGE_CLASSES).meta({
      description:
        "Storage class after the transition. Per GB and month: STANDARD_IA $0.0125 (bills at least 30 days), GLACIER_IR $0.004 (90 days), GLACIER $0.0036 (90 days), DEEP_ARCHIVE $0.00099 (180 days), INTELLIGENT_TIERING $0.023 to $0.004 depending on reads, plus $0.0025 per 1,000 objects. STANDARD, in which objects are created, costs $0.023.",
      examples: ["STANDARD_IA"],
    }),
  }),
);

const bucketSchema = z
  .strictObject({
    class: z.enum(BUCKET_CLASSES).default("data").meta({
      description:
        "Purpose of the bucket. Sets the defaults of the keys below (domain/storage/bucket-classes.ts). data: versioning. logs: no versioning, STANDARD_IA after 30 days, deleted after 365. archive: versioning, GLACIER_IR after 30 days, DEEP_ARCHIVE after 180. backup: versioning with noncurrent versions for 35 days, STANDARD_IA after 30 days. scratch: no versioning, deleted after 7 days. storage.forceDestroy does not apply to archive and backup; scratch buckets are not protected and are deleted with their objects. Default: data.",
    }),
    versioning: z.boolean().exactOptional().meta({
      description:
        "Whether S3 keeps replaced and deleted objects as noncurrent versions. Default: false for class logs and scratch, true for the others. S3 can suspend versioning, but not disable it.",
    }),
    noncurrentExpirationDays: lifecycleDays.exactOptional().meta({
      description:
        "Days after which noncurrent versions are deleted. Required with versioning, because S3 bills noncurrent versions like objects. Also deletes noncurrent versions from before versioning was suspended. Default: 30 for class archive, 35 for class backup, none for the others.",
      examples: [30],
    }),
    keepNoncurrentVersions: z
      .int()
      .min(1)
      .max(100)
      .exactOptional()
      .meta({
        description:
          "How many of the newest noncurrent versions of an object S3 keeps regardless of their age. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html",
        examples: [3],
      }),
    expirationDays: lifecycleDays.exactOptional().meta({
      description:
        "Days after which objects are deleted. Default: 365 for class logs, 7 for class scratch, never for the others.",
      examples: [365],
    }),
    abortMultipartUploadDays: lifecycleDays.exactOptional().meta({
      description:
        "Days after which S3 aborts an unfinished multipart upload, whose parts are billed until then. Default: 1 for class logs and scratch, 7 for the others.",
    }),
    transitions: transitionsSchema.exactOptional().meta({
      description:
        "Transitions to cheaper storage classes, each later and to a colder class than the previous one. Objects smaller than 128 KB are not moved, because a transition costs more than it saves. Default: see class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
    }),
    noncurrentTransitions: transitionsSchema.default([]).meta({
      description:
        "Transitions of noncurrent versions, in days after they became noncurrent. Saves costs if noncurrent versions are kept for long. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionTransition.html",
      examples: [[{ days: 30, storageClass: "GLACIER_IR" }]],
    }),
    archiveTiers: archiveTiersSchema.exactOptional(),
    objectLock: objectLockSchema.exactOptional(),
    backup: z.boolean().default(false).meta({
      description:
        "Whether the backup plan backs up the bucket. Requires versioning and backup.enabled. $0.05 per GB and month. Default: false.",
    }),
    eventBridge: z.boolean().default(false).meta({
      description:
        "Whether S3 sends an event to EventBridge for every change of an object. $1 per million events. Default: false. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html",
    }),
    notifications: z
      .record(
        text(/^[a-z][a-z0-9-]{0,62}$/, "up to 63 lowercase letters, digits and hyphens, a letter first"),
        notificationSchema,
      )
      .default({})
      .meta({
        description:
          "Notifications about changes of objects to queues, topics and functions, by key. $0, except for the costs of the destination. Use eventBridge for several destinations of the same events. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
        examples: [
          {
            uploads: {
              queueArn: "arn:aws:sqs:eu-west-1:111122223333:uploads",
              events: ["s3:ObjectCreated:*"],
              prefix: "in/",
            },
          },
        ],
      }),
    inventory: z.enum(["none", "weekly", "daily"]).default("none").meta({
      description:
        "How often S3 delivers a list of all objects and versions, with size, storage class, encryption and replication status, in Parquet format below inventory/ in the log bucket. $0.0025 per million objects. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html",
    }),
    replicate: z.boolean().default(false).meta({
      description:
        "Whether S3 replicates new objects to a bucket in aws.secondRegion. Requires versioning. $0.02 per GB for the transfer, $0.023 per GB and month, which falls to $0.004 for unread objects, $1.20 per month for metrics, and $1 per month for a KMS key of all replicas if storage.encryption is customer-managed. Deletions are replicated; the replica keeps deleted versions for noncurrentExpirationDays. To suspend versioning later, remove this key and run up first. Default: false. https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
    }),
  })
  .transform(withClassDefaults);

export const bucketsSchema = z
  .record(bucketKey, bucketSchema)
  .default({})
  .meta({
    description:
      "Buckets by key, which is part of the bucket name. A renamed key creates an empty bucket and deletes the old one. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    examples: [{ data: { noncurrentExpirationDays: 30 } }],
  });
