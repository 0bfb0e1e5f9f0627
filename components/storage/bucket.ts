import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn } from "../../domain/arns";
import type { PolicyStatement } from "../../domain/iam/policy-document";
import type { Tags } from "../../domain/tags/tags";
import { INVENTORY_PREFIX, type InventoryFrequency, inventoryOf } from "./bucket-inventory";
import { assertLifecycle } from "./assert-lifecycle";
import { type BucketLifecycle, lifecycleRules } from "./bucket-lifecycle";
import { createNotifications, type NotificationTarget } from "./bucket-notifications";
import { bucketPolicy } from "./bucket-policy";

export interface BucketArgs {
  /** Globally unique. Another name is another bucket: the old one and its objects are deleted. */
  readonly bucketName: string;
  /** Region of the bucket and its settings; undefined means the provider's. Another Region is another, empty bucket. */
  readonly region: string | undefined;
  readonly accountId: string;
  /** Tags beside the default ones. */
  readonly tags: Tags | undefined;
  /** What the bucket's policy allows; TLS is demanded in any case. */
  readonly policyStatements: readonly PolicyStatement[];
  /** Organization whose principals may reach the bucket; undefined leaves that to what grants them access. */
  readonly organizationId: string | undefined;
  /** Whether S3 keeps replaced and deleted objects. Then `noncurrentExpirationDays` must say for how long. */
  readonly versioning: boolean;
  readonly lifecycle: BucketLifecycle;
  /** Tiers that S3 archives unread objects of INTELLIGENT_TIERING in; undefined leaves all of them readable at once. */
  readonly archiveTiers: ArchiveTiers | undefined;
  /** How long new versions cannot be deleted; needs versioning. S3 never takes Object Lock off a bucket again. */
  readonly objectLock: ObjectLock | undefined;
  /** Whether S3 sends changes of objects to EventBridge, $1 a million. */
  readonly eventBridge: boolean;
  /** Queues, topics and functions that S3 tells of changes, by key. */
  readonly notifications: Readonly<Record<string, NotificationTarget>>;
  /** How often S3 lists the objects into the log bucket, $0.0025 a million. */
  readonly inventory: InventoryFrequency;
  /** Whether Pulumi may delete the bucket with its objects. Takes effect with the next `up`, before any destroy. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete or replace the bucket and its settings. */
  readonly deletionProtection: boolean;
  /** KMS key for new objects; undefined means S3's own keys, free of charge. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
  /** Bucket that receives the access logs; undefined for the log bucket itself, which would log its own logging. */
  readonly logBucketName: pulumi.Input<string> | undefined;
}

export interface ObjectLock {
  /** With `governance` a right of its own still lets people delete; with `compliance` nothing does. */
  readonly mode: "governance" | "compliance";
  readonly days: number;
}

/** Days without a read after which an object goes down a tier. A read then fails until the object is restored. */
export interface ArchiveTiers {
  /** To Archive Access, 90 days at least; restored within 5 hours. */
  readonly archiveDays?: number | undefined;
  /** To Deep Archive Access, 180 days at least; restored within 12 hours. */
  readonly deepArchiveDays?: number | undefined;
}

/** Server access logs share the log bucket with logs of other kinds that may come. */
const ACCESS_LOG_PREFIX = "access-logs/";

/**
 * One S3 bucket, closed: no ACLs, no public access, no plain HTTP, encrypted, with one lifecycle configuration that
 * always ends unfinished uploads and noncurrent versions.
 *
 * The settings are resources of their own, in one order (policy, public access block, ownership, the rest), because S3
 * answers changes of a bucket at the same moment with `409 OperationAborted`. They are protected like the bucket: a
 * destroy that runs without preview deletes all it can before it fails, and would leave the bucket without them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class Bucket extends pulumi.ComponentResource {
  /** Known to S3 with its policy in place: whoever takes the name may rely on what the policy allows. */
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: BucketArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Bucket", name, {}, opts);
    assertLifecycle(args, this);

    const bucket = new s3.Bucket(
      name,
      { bucket: args.bucketName, region: args.region, forceDestroy: args.forceDestroy, tags: args.tags },
      this.childOptions(args),
    );
    const policy = new s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucket.bucket,
        region: args.region,
        policy: bucketPolicy(args.bucketName, args.organizationId, args.policyStatements),
      },
      this.childOptions(args),
    );
    const ownership = this.closeToOthers(name, args, bucket, policy);
    this.encrypt(name, args, bucket, ownership);
    const versioning = this.keepVersions(name, args, bucket, ownership);
    this.archiveUnread(name, args, bucket, ownership);
    this.lockVersions(name, args, bucket, versioning);
    this.logAccess(name, args, bucket, ownership);
    this.sendEvents(name, args, bucket, ownership);
    this.listObjects(name, args, bucket, ownership);

    this.bucketName = policy.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private childOptions(args: BucketArgs, ...dependsOn: pulumi.Resource[]): pulumi.CustomResourceOptions {
    return { parent: this, protect: args.deletionProtection, dependsOn };
  }

  private closeToOthers(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): pulumi.Resource {
    const publicAccessBlock = new s3.BucketPublicAccessBlock(
      `${name}-public-access-block`,
      {
        bucket: bucket.bucket,
        region: args.region,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.childOptions(args, after),
    );
    return new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, region: args.region, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.childOptions(args, publicAccessBlock),
    );
  }

  private encrypt(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): void {
    const byDefault =
      args.encryptionKeyArn === undefined
        ? { sseAlgorithm: "AES256" }
        : { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.encryptionKeyArn };
    new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.bucket,
        region: args.region,
        rules: [
          {
            applyServerSideEncryptionByDefault: byDefault,
            // One KMS request per bucket and hour instead of one per object:
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
            bucketKeyEnabled: args.encryptionKeyArn !== undefined,
            // AWS blocks customer-provided keys on new buckets; unsaid, the read answer would show up as a change.
            blockedEncryptionTypes: ["SSE-C"],
          },
        ],
      },
      this.childOptions(args, after),
    );
  }

  /** A lifecycle that expires noncurrent versions is only accepted once versioning has been decided. */
  private keepVersions(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): pulumi.Resource {
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      {
        bucket: bucket.bucket,
        region: args.region,
        // S3 can suspend versioning but never take it back, so this is the one "off" that every bucket can reach.
        versioningConfiguration: { status: args.versioning ? "Enabled" : "Suspended" },
      },
      this.childOptions(args, after),
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.bucket,
        region: args.region,
        rules: lifecycleRules(args.lifecycle),
        // To move an object under 128 KB costs more than the cheaper storage saves. Stated, since the other choice exists:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
        transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      },
      this.childOptions(args, versioning),
    );
    return versioning;
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html */
  private archiveUnread(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): void {
    if (args.archiveTiers === undefined) return;
    const { archiveDays, deepArchiveDays } = args.archiveTiers;
    new s3.BucketIntelligentTieringConfiguration(
      `${name}-archive-tiers`,
      {
        bucket: bucket.bucket,
        region: args.region,
        name: "unread",
        tierings: [
          ...(archiveDays === undefined ? [] : [{ accessTier: "ARCHIVE_ACCESS", days: archiveDays }]),
          ...(deepArchiveDays === undefined ? [] : [{ accessTier: "DEEP_ARCHIVE_ACCESS", days: deepArchiveDays }]),
        ],
      },
      this.childOptions(args, after),
    );
  }

  /**
   * The bucket itself does not say `objectLockEnabled`: AWS takes that at creation only, so that a bucket would be
   * replaced to be locked. This resource turns the lock on for buckets that exist as well.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
   */
  private lockVersions(name: string, args: BucketArgs, bucket: s3.Bucket, versioning: pulumi.Resource): void {
    if (args.objectLock === undefined) return;
    const { mode, days } = args.objectLock;
    new s3.BucketObjectLockConfiguration(
      `${name}-object-lock`,
      {
        bucket: bucket.bucket,
        region: args.region,
        rule: { defaultRetention: { mode: mode === "compliance" ? "COMPLIANCE" : "GOVERNANCE", days } },
      },
      this.childOptions(args, versioning),
    );
  }

  private logAccess(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): void {
    if (args.logBucketName === undefined) return;
    new s3.BucketLogging(
      `${name}-logging`,
      {
        bucket: bucket.bucket,
        region: args.region,
        targetBucket: args.logBucketName,
        targetPrefix: ACCESS_LOG_PREFIX,
        // Keys hold account, region, bucket and date of the request, so that a query reads one day, not all:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-access-logging-overview
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      this.childOptions(args, after),
    );
  }

  private sendEvents(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): void {
    createNotifications(name, args, bucket, (...dependsOn) => this.childOptions(args, after, ...dependsOn));
  }

  /** The list shows what a listing of the bucket does not: old versions, and what they take up. */
  private listObjects(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): void {
    if (args.inventory === "none" || args.logBucketName === undefined) return;
    new s3.Inventory(
      `${name}-inventory`,
      {
        bucket: bucket.bucket,
        region: args.region,
        ...inventoryOf(args.inventory),
        destination: {
          bucket: {
            accountId: args.accountId,
            bucketArn: pulumi.output(args.logBucketName).apply(bucketArn),
            prefix: INVENTORY_PREFIX,
            format: "Parquet",
          },
        },
      },
      this.childOptions(args, after),
    );
  }
}
