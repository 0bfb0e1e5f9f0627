import { z } from "zod";
import { BUCKET_CLASSES, STORAGE_CLASSES, withClassDefaults } from "../bucket-classes";
import { checked, distinct, keyDeletionWindowDays, text } from "./fields";
import { fileSystemsSchema } from "./file-systems";

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

const days = z.int().min(1);

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

const bucketSchema = z
  .strictObject({
    class: z.enum(BUCKET_CLASSES).default("data").meta({
      description:
        "What the bucket is for; keys below that say nothing follow from it (config/bucket-classes.ts). data: versions kept. logs: no versions, STANDARD_IA after 30 days, deleted after 365. archive: versions, GLACIER_IR after 30 days, DEEP_ARCHIVE after 180. backup: versions for 35 days, STANDARD_IA after 30. scratch: deleted after 7 days. archive and backup are never emptied by a destroy (storage.forceDestroy), scratch always is and is not protected. Default data.",
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
    transitions: z
      .array(
        z.strictObject({
          days: z
            .int()
            .min(0)
            .meta({ description: "Days after creation.", examples: [90] }),
          storageClass: z.enum(STORAGE_CLASSES).meta({
            description:
              "Storage class to move to, per GB and month: STANDARD_IA $0.0125 (30 days at least), GLACIER $0.0036, DEEP_ARCHIVE $0.00099; STANDARD is $0.023.",
            examples: ["STANDARD_IA"],
          }),
        }),
      )
      .exactOptional()
      .meta({
        description:
          "Moves to cheaper storage, each later and colder than the one before; objects under 128 KB stay, since moving them costs more than it saves. Default by class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
      }),
    objectLock: objectLockSchema.exactOptional(),
    backup: z.boolean().default(false).meta({
      description:
        "Whether the backup plan copies the bucket, which needs versioning; $0.05 per GB and month on top. Default false.",
    }),
    eventBridge: z.boolean().default(false).meta({
      description:
        "Whether S3 sends every change of an object to EventBridge, for $1 a million events. Default false. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html",
    }),
  })
  .transform(withClassDefaults);

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
  keepTaggedImages: z.int().min(1).default(30).meta({
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
    logRetentionDays: days
      .default(90)
      .meta({ description: "Days that access logs of the buckets are kept. Default 90." }),
    buckets: z
      .record(bucketKey, bucketSchema)
      .default({})
      .meta({
        description:
          "Buckets by key. The key is part of the bucket's name: another key is another, empty bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
        examples: [{ data: { noncurrentExpirationDays: 30 } }],
      }),
    registries: z
      .record(
        text(/^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/, "lowercase words joined by - or /, such as team/api"),
        registrySchema,
      )
      .default({})
      .meta({
        description:
          "Container registries (Amazon ECR) by name below the platform's. https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html",
        examples: [{ api: {} }],
      }),
    fileSystems: fileSystemsSchema,
  })
  .meta({ description: "Buckets, container registries and file systems." });
