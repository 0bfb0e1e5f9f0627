import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../domain/iam/policy-document";
import type { Tags } from "../../domain/tags/tags";
import { assertLifecycle } from "./assert-lifecycle";
import { type ArchiveTiers, createArchiveTiers } from "./bucket-archive-tiers";
import { createInventory, type InventoryFrequency } from "./bucket-inventory";
import { type BucketLifecycle, lifecycleRules } from "./bucket-lifecycle";
import { createNotifications, type NotificationTarget } from "./bucket-notifications";
import { createObjectLock, type ObjectLock } from "./bucket-object-lock";
import { bucketPolicy } from "./bucket-policy";

export interface BucketArgs {
  /** Globally unique. A change replaces the bucket: the old bucket is deleted with its objects. */
  readonly bucketName: string;
  readonly accountId: string;
  /** Whether S3 keeps replaced and deleted objects. Requires `noncurrentExpirationDays`. */
  readonly versioning: boolean;
  readonly lifecycle: BucketLifecycle;
  /** Whether Pulumi may delete the bucket with its objects. A change applies with the next `up`, before a destroy. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete or replace the bucket and its settings. */
  readonly deletionProtection: boolean;
  /** Region of the bucket and its settings. Default: that of the provider. A change replaces the bucket. */
  readonly region?: string | undefined;
  /** Tags in addition to the default tags. */
  readonly tags?: Tags | undefined;
  /** Statements of the bucket policy in addition to those that require TLS 1.2. */
  readonly policyStatements?: readonly PolicyStatement[] | undefined;
  /** Organization whose principals alone may access the bucket. Default: the policy does not deny others. */
  readonly organizationId?: string | undefined;
  /** Tiers to which S3 archives unread objects of INTELLIGENT_TIERING. Default: S3 archives none. */
  readonly archiveTiers?: ArchiveTiers | undefined;
  /** How long new versions cannot be deleted. Requires versioning. S3 cannot disable Object Lock again. */
  readonly objectLock?: ObjectLock | undefined;
  /** Whether S3 sends events about objects to EventBridge, $1 per million. */
  readonly eventBridge?: boolean | undefined;
  /** Queues, topics and functions to which S3 sends notifications, by key. */
  readonly notifications?: Readonly<Record<string, NotificationTarget>> | undefined;
  /** How often S3 delivers a list of all objects to the log bucket, $0.0025 per million objects. */
  readonly inventory?: InventoryFrequency | undefined;
  /** KMS key for new objects. Default: keys of S3, free of charge. */
  readonly encryptionKeyArn?: pulumi.Input<string> | undefined;
  /** Bucket to which S3 delivers access logs and inventories. Omitted for the log bucket itself. */
  readonly logBucketName?: pulumi.Input<string> | undefined;
}

/** Separates server access logs from other logs in the log bucket. */
const ACCESS_LOG_PREFIX = "access-logs/";

/**
 * A private S3 bucket: no ACLs, no public access, no requests without TLS, encrypted, with a lifecycle configuration that
 * always aborts unfinished uploads and expires noncurrent versions.
 *
 * Each setting is a separate resource. They are created in one order (policy, public access block, ownership, the rest),
 * because S3 answers concurrent changes of a bucket with `409 OperationAborted`. They are protected like the bucket: a
 * destroy without a preview deletes all unprotected resources before it fails, and would leave the bucket without them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class Bucket extends pulumi.ComponentResource {
  /** Resolves once the bucket policy exists, so that dependents can rely on its permissions. */
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
        policy: bucketPolicy(args.bucketName, args.organizationId, args.policyStatements ?? []),
      },
      this.childOptions(args),
    );
    const ownership = this.blockPublicAccess(name, args, bucket, policy);
    this.encrypt(name, args, bucket, ownership);
    const versioning = this.versionObjects(name, args, bucket, ownership);
    createArchiveTiers(name, args, bucket, this.childOptions(args, ownership));
    createObjectLock(name, args, bucket, this.childOptions(args, versioning));
    this.logAccess(name, args, bucket, ownership);
    createNotifications(name, args, bucket, (...needs) => this.childOptions(args, ownership, ...needs));
    createInventory(name, args, bucket, this.childOptions(args, ownership));

    this.bucketName = policy.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private childOptions(args: BucketArgs, ...dependsOn: pulumi.Resource[]): pulumi.CustomResourceOptions {
    return { parent: this, protect: args.deletionProtection, dependsOn };
  }

  private blockPublicAccess(
    name: string,
    args: BucketArgs,
    bucket: s3.Bucket,
    after: pulumi.Resource,
  ): pulumi.Resource {
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
            // The default of AWS for new buckets. If it were omitted, a refresh would show it as a change.
            blockedEncryptionTypes: ["SSE-C"],
          },
        ],
      },
      this.childOptions(args, after),
    );
  }

  /** S3 accepts a lifecycle for noncurrent versions only after versioning has been configured. */
  private versionObjects(name: string, args: BucketArgs, bucket: s3.Bucket, after: pulumi.Resource): pulumi.Resource {
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      {
        bucket: bucket.bucket,
        region: args.region,
        // S3 can suspend versioning of a versioned bucket, but cannot disable it.
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
        // The transition of an object smaller than 128 KB costs more than it saves:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
        transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      },
      this.childOptions(args, versioning),
    );
    return versioning;
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
        // Keys contain account, Region, bucket and date of the request, so that a query can read the logs of one day:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-access-logging-overview
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      this.childOptions(args, after),
    );
  }
}
