import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { backupTag } from "../shared/backup-tag";
import { bucketName } from "../shared/naming";
import { Bucket, type ObjectLock } from "./bucket";
import type { BucketLifecycle } from "./bucket-lifecycle";
import { allowAccessLogDelivery } from "./bucket-policy";
import { deletionOf } from "./deletion";
import { Registry } from "./registry";
import type { RegistryLifecycle } from "./registry-lifecycle";

export interface StorageArgs {
  /** Prefix of every physical name. Another prefix means other, empty buckets and registries. */
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** `customer-managed`: one KMS key of the platform's own, $1 a month. A change replaces every registry. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) in which the deletion of the key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete the key, the buckets with their settings, and the registries. */
  readonly deletionProtection: boolean;
  /** Whether Pulumi may delete buckets and registries that are not empty. */
  readonly forceDestroy: boolean;
  /** Days that objects of the log bucket are kept. */
  readonly logRetentionDays: number;
  /** Buckets by key; the key is part of the bucket's name. */
  readonly buckets: Readonly<Record<string, BucketSettings>>;
  /** Container registries by key; the repository is `<platformName>/<key>`. */
  readonly registries: Readonly<Record<string, RegistrySettings>>;
}

export interface BucketSettings extends BucketLifecycle {
  /** What the bucket is for, which decides how it may be deleted; the rest of its defaults are filled in already. */
  readonly class: "data" | "logs" | "archive" | "backup" | "scratch";
  /** Whether S3 keeps replaced and deleted objects, for `noncurrentExpirationDays`. */
  readonly versioning: boolean;
  /** Days that new versions cannot be deleted; S3 never takes Object Lock off a bucket again. */
  readonly objectLock?: ObjectLock | undefined;
  /** Whether the bucket carries the tag by which the backup plan selects. */
  readonly backup: boolean;
  /** Whether S3 sends changes of objects to EventBridge. */
  readonly eventBridge: boolean;
}

export interface RegistrySettings extends RegistryLifecycle {
  /** Patterns of tags that may move to another image. */
  readonly mutableTags: readonly string[];
}

/** Key of the log bucket among the bucket names; config cannot take it. */
const LOG_BUCKET_KEY = "logs";
/** Aborting early costs nothing here: S3 delivers logs in small objects. */
const LOG_ABORT_MULTIPART_UPLOAD_DAYS = 1;

/**
 * Everything the platform stores outside the cluster: hardened buckets, one bucket that takes their access logs,
 * container registries, and with `customer-managed` encryption the key for them.
 *
 * Left alone: account-wide settings (S3 public access block, ECR registry scanning), which outlive any one stack.
 */
export class Storage extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly bucketArns: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly logBucketName: pulumi.Output<string>;
  public readonly registryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** Undefined with `aws-managed` encryption. */
  public readonly encryptionKeyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: StorageArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Storage", name, {}, opts);
    refuseReservedKey(args, this);

    this.encryptionKeyArn = this.createKey(name, args);
    this.logBucketName = this.createLogBucket(name, args).bucketName;
    const buckets = mapValues(args.buckets, (settings, key) => this.createBucket(name, key, args, settings));
    const registries = mapValues(args.registries, (settings, key) => this.createRegistry(name, key, args, settings));

    this.bucketNames = mapValues(buckets, (bucket) => bucket.bucketName);
    this.bucketArns = mapValues(buckets, (bucket) => bucket.bucketArn);
    this.registryUrls = mapValues(registries, (registry) => registry.url);
    this.registerOutputs({
      bucketNames: this.bucketNames,
      bucketArns: this.bucketArns,
      logBucketName: this.logBucketName,
      registryUrls: this.registryUrls,
      encryptionKeyArn: this.encryptionKeyArn,
    });
  }

  private createKey(name: string, args: StorageArgs): pulumi.Output<string> | undefined {
    if (args.encryption === "aws-managed") return undefined;
    const key = new EncryptionKey(
      `${name}-key`,
      {
        description: `Buckets and container registries of ${args.platformName}`,
        aliasName: `${args.platformName}-storage`,
        accountId: args.accountId,
        deletionWindowDays: args.keyDeletionWindowDays,
        deletionProtection: args.deletionProtection,
      },
      { parent: this },
    );
    return key.keyArn;
  }

  private createLogBucket(name: string, args: StorageArgs): Bucket {
    const logBucketName = physicalName(LOG_BUCKET_KEY, args);
    return new Bucket(
      `${name}-log-bucket`,
      {
        bucketName: logBucketName,
        tags: undefined,
        policyStatements: [allowAccessLogDelivery(logBucketName, `${args.platformName}-`, args.accountId)],
        versioning: false,
        lifecycle: {
          abortMultipartUploadDays: LOG_ABORT_MULTIPART_UPLOAD_DAYS,
          expirationDays: args.logRetentionDays,
          transitions: [],
        },
        // S3 delivers no access logs to a bucket with Object Lock.
        objectLock: undefined,
        eventBridge: false,
        forceDestroy: args.forceDestroy,
        deletionProtection: args.deletionProtection,
        // Whatever the others use, S3 delivers access logs only to buckets under its own keys:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
        encryptionKeyArn: undefined,
        logBucketName: undefined,
      },
      { parent: this },
    );
  }

  private createBucket(name: string, key: string, args: StorageArgs, settings: BucketSettings): Bucket {
    const { class: bucketClass, versioning, objectLock, backup, eventBridge, ...lifecycle } = settings;
    return new Bucket(
      `${name}-bucket-${key}`,
      {
        bucketName: physicalName(key, args),
        tags: backup ? backupTag(args.platformName) : undefined,
        policyStatements: [],
        versioning,
        lifecycle,
        objectLock,
        eventBridge,
        ...deletionOf(bucketClass, args),
        encryptionKeyArn: this.encryptionKeyArn,
        logBucketName: this.logBucketName,
      },
      { parent: this },
    );
  }

  private createRegistry(name: string, key: string, args: StorageArgs, settings: RegistrySettings): Registry {
    const { mutableTags, ...lifecycle } = settings;
    return new Registry(
      `${name}-registry-${key}`,
      {
        repositoryName: `${args.platformName}/${key}`,
        lifecycle,
        mutableTags,
        forceDestroy: args.forceDestroy,
        deletionProtection: args.deletionProtection,
        encryptionKeyArn: this.encryptionKeyArn,
      },
      { parent: this },
    );
  }
}

function refuseReservedKey({ buckets }: StorageArgs, storage: Storage): void {
  if (LOG_BUCKET_KEY in buckets) {
    throw new pulumi.ResourceError(
      `bucket key "${LOG_BUCKET_KEY}" is taken by the bucket that receives access logs: choose another key`,
      storage,
      true,
    );
  }
}

function physicalName(key: string, { platformName, accountId, region }: StorageArgs): string {
  return bucketName(platformName, key, accountId, region);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
