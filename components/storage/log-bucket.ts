import type * as pulumi from "@pulumi/pulumi";
import { bucketName } from "../../domain/names";
import { Bucket } from "./bucket";
import { INVENTORY_PREFIX } from "./bucket-inventory";
import { allowAccessLogDelivery } from "./bucket-policy";
import { allowInventoryDelivery, allowLogDelivery, type LogDeliveryService } from "./log-delivery";

export interface LogBucketArgs {
  /** Prefix of the names of the buckets whose access logs and inventories the bucket receives. */
  readonly platformName: string;
  readonly accountId: string;
  /** Part of the bucket name. */
  readonly key: string;
  readonly region: string;
  /** Whether `region` differs from the Region of the provider. */
  readonly inSecondRegion: boolean;
  readonly organizationId: string | undefined;
  /** AWS services other than S3 that deliver logs. */
  readonly logDelivery: readonly LogDeliveryService[];
  /** Whether S3 delivers inventories. */
  readonly takesInventories: boolean;
  /** Days after which logs are deleted. */
  readonly retentionDays: number;
  readonly forceDestroy: boolean;
  readonly deletionProtection: boolean;
}

/** Logs are small objects, which S3 does not receive by multipart upload. */
const ABORT_MULTIPART_UPLOAD_DAYS = 1;

/**
 * Creates the bucket to which S3 delivers the access logs of the platform's buckets in a Region, and to which AWS services
 * deliver logs. It is encrypted with keys of S3 and has no Object Lock: otherwise S3 and load balancers would not deliver.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function createLogBucket(parent: pulumi.Resource, name: string, args: LogBucketArgs): Bucket {
  const { platformName, accountId, region } = args;
  const logBucketName = bucketName(platformName, args.key, accountId, region);
  const sourcePrefix = `${platformName}-`;
  return new Bucket(
    name,
    {
      bucketName: logBucketName,
      region: args.inSecondRegion ? region : undefined,
      accountId,
      organizationId: args.organizationId,
      policyStatements: [
        allowAccessLogDelivery(logBucketName, sourcePrefix, accountId),
        ...(args.takesInventories
          ? [allowInventoryDelivery(logBucketName, INVENTORY_PREFIX, sourcePrefix, accountId)]
          : []),
        ...allowLogDelivery(args.logDelivery, { bucketName: logBucketName, accountId, region }),
      ],
      versioning: false,
      lifecycle: { abortMultipartUploadDays: ABORT_MULTIPART_UPLOAD_DAYS, expirationDays: args.retentionDays },
      forceDestroy: args.forceDestroy && !args.deletionProtection,
      deletionProtection: args.deletionProtection,
    },
    { parent },
  );
}
