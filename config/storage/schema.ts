import { z } from "zod";
import { distinct, keyDeletionWindowDays } from "../schema/fields";
import { bucketsSchema } from "./buckets-schema";
import { fileSystemsSchema } from "./file-systems-schema";
import { lifecycleDays } from "./lifecycle-days";
import { registriesSchema } from "./registries-schema";
import { secretsSchema } from "./secrets-schema";

const LOG_DELIVERY_SERVICES = ["alb", "cloudtrail", "config"] as const;

export const storageSchema = z
  .strictObject({
    encryption: z.enum(["aws-managed", "customer-managed"]).default("aws-managed").meta({
      description:
        "KMS key of buckets, registries, file systems and secrets. aws-managed: keys of AWS, $0. customer-managed: one KMS key in your account, $1 per month and $0.03 per 10,000 requests; required in prod. A change replaces every registry and file system. Default: aws-managed. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description:
        "Whether Pulumi refuses to delete buckets, registries, file systems, secrets and the KMS key. Default: true.",
    }),
    forceDestroy: z.boolean().default(false).meta({
      description:
        "Whether Pulumi may delete buckets and registries with their contents, and secrets without a recovery window. Requires deletionProtection false. Intended for temporary stacks. Default: false.",
    }),
    logRetentionDays: lifecycleDays.default(90).meta({
      description:
        "Days after which objects of the log bucket are deleted: access logs and inventories of the buckets, and logs that the network and AWS services deliver to S3. Default: 90.",
    }),
    logDelivery: distinct(z.enum(LOG_DELIVERY_SERVICES))
      .default([])
      .meta({
        description:
          "AWS services that may deliver logs to the log bucket, in addition to access logs of buckets and logs of the network: Application Load Balancers of the Region (alb), CloudTrail trails of the account (cloudtrail) and AWS Config (config). A trail and a recorder that account creates need no entry. Configure them without a prefix, so that they write below AWSLogs/. Network Load Balancers may always deliver. AWS WAF cannot, because it requires a bucket whose name begins with aws-waf-logs-. Default: none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
        examples: [["alb"]],
      }),
    organizationOnly: z.boolean().default(true).meta({
      description:
        "Whether bucket policies deny principals outside of aws.organizationId, even if another policy allows them. Does not apply to AWS services that deliver logs. No effect without aws.organizationId. Default: true. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",
    }),
    buckets: bucketsSchema,
    registries: registriesSchema,
    fileSystems: fileSystemsSchema,
    secrets: secretsSchema,
  })
  .meta({ description: "Buckets, container registries, file systems and secrets." });
