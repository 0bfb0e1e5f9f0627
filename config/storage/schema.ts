import { z } from "zod";
import { MOST_LIFECYCLE_DAYS } from "../../domain/storage/lifecycle";
import { LONGEST_REPOSITORY_NAME } from "../../domain/storage/quotas";
import { BUCKET_CLASSES, withClassDefaults } from "../../domain/storage/bucket-classes";
import { STORAGE_CLASSES } from "../../domain/storage/storage-classes";
import { notificationSchema } from "./notifications-schema";
import { checked, distinct, keyDeletionWindowDays, text } from "../schema/fields";
import { fileSystemsSchema } from "./file-systems-schema";

export const LOG_DELIVERY_SERVICES = ["alb", "cloudtrail"] as const;

/** The bucket that takes the access logs of the others has this key; the storage component creates it by itself. */
const LOG_BUCKET_KEY = "logs";

const bucketKey = checked(
  text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
  function* (key) {
    if (key === LOG_BUCKET_KEY) {
      yield { message: "The platform's own log bucket has this key.", allowed: "another key" };
    }
  },
);

const days = z.int().min(1).max(MOST_LIFECYCLE_DAYS);

const objectLockSchema = z
  .strictObject({
    mode: z.enum(["governance", "compliance"]).meta({
      description:
        "governance: roles with s3:BypassGovernanceRetention may still delete. compliance: nobody can, the account's root user and AWS included, until the days are over.",
      examples: ["governance"],
    }),
    days: days.max(36_500).meta({
      description: "Days that a new version cannot be deleted or overwritten; it is billed all that time.",
      examples: [30],
    }),
  })
  .meta({
    description:
      "Object Lock: new versions cannot be deleted for a time (write once, read many). Once on, S3 never takes it off the bucket, nor versioning; adding it replaces nothing. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
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
          "Days (90 to 730) without a read until Archive Access: $0.0036 per GB and month, restored within 5 hours.",
        examples: [90],
      }),
    deepArchiveDays: z
      .int()
      .min(180)
      .max(730)
      .exactOptional()
      .meta({
        description:
          "Days (180 to 730) without a read until Deep Archive Access: $0.00099 per GB and month, restored within 12 hours.",
        examples: [180],
      }),
  })
  .meta({
    description:
      "Tiers that INTELLIGENT_TIERING archives unread objects in. A read of an archived object fails until somebody restores it, so this is for applications that know how. Default none: every object is read at once. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html",
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
          "Days after creation, or after the version was replaced. STANDARD_IA from day 30 on, and the move after STANDARD_IA at least 30 days later.",
        examples: [90],
      }),
    storageClass: z.enum(STORAGE_CLASSES).meta({
      description:
        "Storage class to move to, per GB and month: STANDARD_IA $0.0125 (30 days at least), GLACIER_IR $0.004 (90), GLACIER $0.0036 (90), DEEP_ARCHIVE $0.00099 (180); INTELLIGENT_TIERING $0.023 that falls to $0.004 unread, and $0.0025 for 1,000 objects; STANDARD is $0.023.",
      examples: ["STANDARD_IA"],
    }),
  }),
);

const bucketSchema = z
  .strictObject({
    class: z.enum(BUCKET_CLASSES).default("data").meta({
      description:
        "What the bucket is for; keys below that say nothing follow from it (domain/storage/bucket-classes.ts). data: versions kept. logs: no versions, STANDARD_IA after 30 days, deleted after 365. archive: versions, GLACIER_IR after 30 days, DEEP_ARCHIVE after 180. backup: versions for 35 days, STANDARD_IA after 30. scratch: deleted after 7 days. archive and backup are never emptied by a destroy (storage.forceDestroy), scratch always is and is not protected. Default data.",
    }),
    versioning: z.boolean().exactOptional().meta({
      description: "Keep replaced and deleted objects. Default by class: true, but for logs and scratch.",
    }),
    noncurrentExpirationDays: days.exactOptional().meta({
      description:
        "Days that replaced and deleted versions are kept; needed with versioning, since they are billed like any object. After versioning was switched off it still ends the versions of before. Default by class: archive 30, backup 35.",
      examples: [30],
    }),
    keepNoncurrentVersions: z
      .int()
      .min(1)
      .max(100)
      .exactOptional()
      .meta({
        description:
          "How many replaced versions of an object are kept however old they are, the newest. Default: none. https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html",
        examples: [3],
      }),
    expirationDays: days.exactOptional().meta({
      description: "Days after which objects are deleted. Default by class: logs 365, scratch 7, else never.",
      examples: [365],
    }),
    abortMultipartUploadDays: days.exactOptional().meta({
      description:
        "Days after which an unfinished upload is thrown away; its parts are billed until then. Default 7, for logs and scratch 1.",
    }),
    transitions: transitionsSchema.exactOptional().meta({
      description:
        "Moves to cheaper storage, each later and colder than the one before; objects under 128 KB stay, since moving them costs more than it saves. Default by class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
    }),
    noncurrentTransitions: transitionsSchema.default([]).meta({
      description:
        "Moves of replaced and deleted versions, in days since they were; worth it where they are kept for long. Default none: versions expire where they are. https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionTransition.html",
      examples: [[{ days: 30, storageClass: "GLACIER_IR" }]],
    }),
    archiveTiers: archiveTiersSchema.exactOptional(),
    objectLock: objectLockSchema.exactOptional(),
    backup: z.boolean().default(false).meta({
      description:
        "Whether the backup plan copies the bucket, which needs versioning; $0.05 per GB and month on top. Default false.",
    }),
    eventBridge: z.boolean().default(false).meta({
      description:
        "Whether S3 sends every change of an object to EventBridge, for $1 a million events. Default false. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html",
    }),
    notifications: z
      .record(
        text(/^[a-z][a-z0-9-]{0,62}$/, "up to 63 lowercase letters, digits and hyphens, a letter first"),
        notificationSchema,
      )
      .default({})
      .meta({
        description:
          "Queues, topics and functions that S3 tells of changes, by key; free of charge but for what they do with it. Where many listen, or filters overlap, eventBridge is the better choice. Default none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
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
        "How often S3 lists every object and version, with size, storage class, encryption and replication, as Parquet below inventory/ in the log bucket; $0.0025 a million objects. Default none. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html",
    }),
    replicate: z.boolean().default(false).meta({
      description:
        "Whether S3 copies what is written from now on to a replica in aws.secondRegion; needs versioning. Per GB: $0.02 for the transfer, then $0.023 a month that falls to $0.004 while nobody reads it; $1.20 a month for its metrics, and $1 for a key of all replicas when encryption is customer-managed. Deletions follow, but the replica keeps deleted versions as long as the bucket does. To end versioning later, end this with an up of its own first. Default false. https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
    }),
  })
  .transform(withClassDefaults);

/** Name and environment, with the slash that follows them. */
const LONGEST_PLATFORM_NAME = "a234567890123456-staging/".length;
const LONGEST_REGISTRY_KEY = LONGEST_REPOSITORY_NAME - LONGEST_PLATFORM_NAME;

const registryKey = text(
  new RegExp(`^(?=.{1,${LONGEST_REGISTRY_KEY}}$)[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$`),
  `lowercase words joined by - or /, up to ${LONGEST_REGISTRY_KEY} characters, such as team/api`,
);

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html */
const mutableTag = text(
  /^(?=.*[0-9a-zA-Z])(?!(?:[^*]*\*){3})[0-9a-zA-Z._*-]{1,128}$/,
  "letters, digits, dots, hyphens, underscores and at most two * among them, such as cache-*",
);

const registrySchema = z.strictObject({
  mutableTags: distinct(mutableTag.meta({ examples: ["cache-*"] }))
    .max(5)
    .default([])
    .meta({
      description:
        "Tags that may be pushed again, such as those of build caches, at most five patterns. Default none: a tag stays on the image it was given to. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
      examples: [["cache-*"]],
    }),
  keepTaggedImages: z.int().min(1).max(MOST_LIFECYCLE_DAYS).default(30).meta({
    description: "How many tagged images are kept, the newest; $0.10 per GB and month. Default 30.",
  }),
  untaggedExpirationDays: days.default(7).meta({
    description: "Days after which images without a tag are deleted. Default 7.",
  }),
});

export const storageSchema = z
  .strictObject({
    encryption: z.enum(["aws-managed", "customer-managed"]).default("aws-managed").meta({
      description:
        "aws-managed: keys of AWS, free. customer-managed: one KMS key of your own, $1 a month and $0.03 per 10,000 requests; needed in prod. A change replaces every registry and file system. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description:
        "Whether Pulumi refuses to delete buckets, registries, file systems and the key. Default true: data comes back from no one.",
    }),
    forceDestroy: z.boolean().default(false).meta({
      description:
        "Whether Pulumi may delete buckets and registries that still hold objects. Default false; for throw-away stacks.",
    }),
    logRetentionDays: days.default(90).meta({
      description:
        "Days that the log bucket keeps what is delivered to it: access logs and inventories of the buckets, and flow and query logs of a network that sends them to S3. Default 90.",
    }),
    logDelivery: distinct(z.enum(LOG_DELIVERY_SERVICES))
      .default([])
      .meta({
        description:
          "AWS services whose logs the log bucket takes, beside the access logs of the buckets and what the network logs: application load balancers (alb) of the same Region and trails (cloudtrail) of the account. Network load balancers need no word: they deliver as flow logs do. They are to deliver without a prefix, and so write below AWSLogs/. AWS WAF is not among them: it demands a bucket whose name begins with aws-waf-logs-. Default none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
        examples: [["alb"]],
      }),
    organizationOnly: z.boolean().default(true).meta({
      description:
        "With aws.organizationId: whether bucket policies deny everyone who is not of the organization, whatever else lets them in; AWS services that deliver logs are spared. Default true: data leaves the organization by decision only. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",
    }),
    buckets: z
      .record(bucketKey, bucketSchema)
      .default({})
      .meta({
        description:
          "Buckets by key. The key is part of the bucket's name: another key is another, empty bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
        examples: [{ data: { noncurrentExpirationDays: 30 } }],
      }),
    registries: z
      .record(registryKey, registrySchema)
      .default({})
      .meta({
        description:
          "Container registries (Amazon ECR) by name below the platform's. https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html",
        examples: [{ api: {} }],
      }),
    fileSystems: fileSystemsSchema,
  })
  .meta({ description: "Buckets, container registries and file systems." });
