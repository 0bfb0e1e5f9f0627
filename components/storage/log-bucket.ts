import type * as pulumi from "@pulumi/pulumi";
import { bucketName } from "../../domain/names";
import { Bucket } from "./bucket";
import { INVENTORY_PREFIX } from "./bucket-inventory";
import { allowAccessLogDelivery } from "./bucket-policy";
import { allowInventoryDelivery, allowLogDelivery, type LogDeliveryService } from "./log-delivery";

export interface LogBucketArgs {
  /** Buckets of this platform deliver their access logs and inventories. */
  readonly platformName: string;
  readonly accountId: string;
  /** Key of the bucket in its name. */
  readonly key: string;
  readonly region: string;
  /** Whether `region` is another than the provider's. */
  readonly inSecondRegion: boolean;
  readonly organizationId: string | undefined;
  /** Services beside S3 that deliver. */
  readonly logDelivery: readonly LogDeliveryService[];
  /** Whether S3 delivers inventories. */
  readonly takesInventories: boolean;
  /** Days that objects are kept. */
  readonly retentionDays: number;
  readonly forceDestroy: boolean;
  readonly deletionProtection: boolean;
}

/** Aborting early costs nothing here: logs are delivered in small objects. */
const ABORT_MULTIPART_UPLOAD_DAYS = 1;

/** The bucket of a Region that takes the access logs of the platform's other buckets there, and what else is delivered. */
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
      tags: undefined,
      organizationId: args.organizationId,
      policyStatements: [
        allowAccessLogDelivery(logBucketName, sourcePrefix, accountId),
        ...(args.takesInventories
          ? [allowInventoryDelivery(logBucketName, INVENTORY_PREFIX, sourcePrefix, accountId)]
          : []),
        ...allowLogDelivery(args.logDelivery, { bucketName: logBucketName, accountId, region }),
      ],
      versioning: false,
      lifecycle: {
        abortMultipartUploadDays: ABORT_MULTIPART_UPLOAD_DAYS,
        expirationDays: args.retentionDays,
        transitions: [],
        noncurrentTransitions: [],
      },
      archiveTiers: undefined,
      // S3 delivers no access logs to a bucket with Object Lock.
      objectLock: undefined,
      eventBridge: false,
      notifications: {},
      inventory: "none",
      forceDestroy: args.forceDestroy,
      deletionProtection: args.deletionProtection,
      // Whatever the others use, S3 and load balancers deliver logs only to buckets under S3's own keys:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
      encryptionKeyArn: undefined,
      logBucketName: undefined,
    },
    { parent },
  );
}
