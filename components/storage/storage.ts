import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { backupTag } from "../shared/backup-tag";
import { bucketName } from "../../domain/names";
import { type ArchiveTiers, Bucket, type ObjectLock } from "./bucket";
import type { InventoryFrequency } from "./bucket-inventory";
import type { BucketLifecycle } from "./bucket-lifecycle";
import type { NotificationTarget } from "./bucket-notifications";
import { deletionOf } from "./deletion";
import { createLogBucket } from "./log-bucket";
import type { LogDeliveryService } from "./log-delivery";
import { Registry } from "./registry";
import type { RegistryLifecycle } from "./registry-lifecycle";
import { type ReplicaSource, Replicas } from "./replicas";

export interface StorageArgs {
  /** Prefix of every physical name. Another prefix means other, empty buckets and registries. */
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Region of the replicas; needed when a bucket has one. */
  readonly secondRegion?: string | undefined;
  /** Organization that the account belongs to. */
  readonly organizationId?: string | undefined;
  /** Whether bucket policies deny principals of other organizations, once the organization is known. */
  readonly organizationOnly: boolean;
  /** `customer-managed`: one KMS key of the platform's own, $1 a month. A change replaces every registry. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) in which the deletion of the key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete the key, the buckets with their settings, and the registries. */
  readonly deletionProtection: boolean;
  /** Whether Pulumi may delete buckets and registries that are not empty. */
  readonly forceDestroy: boolean;
  /** Days that objects of the log bucket are kept, whoever delivered them. */
  readonly logRetentionDays: number;
  /** AWS services, beside S3 itself and CloudWatch's log delivery, that may deliver logs to the log bucket. */
  readonly logDelivery: readonly Exclude<LogDeliveryService, "vended">[];
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
  /** Tiers that S3 archives unread objects of INTELLIGENT_TIERING in. */
  readonly archiveTiers?: ArchiveTiers | undefined;
  /** Days that new versions cannot be deleted; S3 never takes Object Lock off a bucket again. */
  readonly objectLock?: ObjectLock | undefined;
  /** Whether the bucket carries the tag by which the backup plan selects. */
  readonly backup: boolean;
  /** Whether S3 sends changes of objects to EventBridge. */
  readonly eventBridge: boolean;
  /** Queues, topics and functions that S3 tells of changes, by key. */
  readonly notifications: Readonly<Record<string, NotificationTarget>>;
  /** How often S3 lists the objects into the log bucket. */
  readonly inventory: InventoryFrequency;
  /** Whether S3 copies what is written to a bucket in the second Region; needs versioning. */
  readonly replicate: boolean;
}

export interface RegistrySettings extends RegistryLifecycle {
  /** Patterns of tags that may move to another image. */
  readonly mutableTags: readonly string[];
}

/** Key of the log bucket among the bucket names; config cannot take it. */
const LOG_BUCKET_KEY = "logs";

/**
 * Everything the platform stores outside the cluster: hardened buckets, one bucket that takes their access logs and
 * what the network logs, container registries, and with `customer-managed` encryption the key for them. Buckets that ask
 * for it have a replica in the second Region.
 *
 * Left alone: account-wide settings (S3 public access block, ECR registry scanning), which outlive any one stack.
 */
export class Storage extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly bucketArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Names of the replicas, by the key of their source. */
  public readonly replicaBucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Known once its policy lets AWS deliver logs. */
  public readonly logBucketName: pulumi.Output<string>;
  public readonly registryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** Undefined with `aws-managed` encryption. */
  public readonly encryptionKeyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: StorageArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Storage", name, {}, opts);
    refuseReservedKey(args, this);
    refuseReplicasNowhere(args, this);

    this.encryptionKeyArn = this.createKey(name, args);
    this.logBucketName = this.createLogBucket(name, args).bucketName;
    const buckets = mapValues(args.buckets, (settings, key) => this.createBucket(name, key, args, settings));
    const registries = mapValues(args.registries, (settings, key) => this.createRegistry(name, key, args, settings));
    const replicas = this.createReplicas(name, args, buckets);

    this.bucketNames = mapValues(buckets, (bucket) => bucket.bucketName);
    this.bucketArns = mapValues(buckets, (bucket) => bucket.bucketArn);
    this.replicaBucketNames = replicas?.bucketNames ?? {};
    this.registryUrls = mapValues(registries, (registry) => registry.url);
    this.registerOutputs({
      bucketNames: this.bucketNames,
      bucketArns: this.bucketArns,
      replicaBucketNames: this.replicaBucketNames,
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
    return createLogBucket(this, `${name}-log-bucket`, {
      ...args,
      organizationId: allowedOrganization(args),
      key: LOG_BUCKET_KEY,
      inSecondRegion: false,
      // What the network logs is vended, where it goes to S3.
      logDelivery: ["vended", ...args.logDelivery],
      takesInventories: Object.values(args.buckets).some(({ inventory }) => inventory !== "none"),
      retentionDays: args.logRetentionDays,
    });
  }

  private createBucket(name: string, key: string, args: StorageArgs, settings: BucketSettings): Bucket {
    const { versioning, archiveTiers, objectLock, eventBridge, notifications, inventory } = settings;
    return new Bucket(
      `${name}-bucket-${key}`,
      {
        bucketName: physicalName(key, args),
        accountId: args.accountId,
        tags: settings.backup ? backupTag(args.platformName) : undefined,
        organizationId: allowedOrganization(args),
        versioning,
        lifecycle: settings,
        archiveTiers,
        objectLock,
        eventBridge,
        notifications,
        inventory,
        ...deletionOf(settings.class, args),
        encryptionKeyArn: this.encryptionKeyArn,
        logBucketName: this.logBucketName,
      },
      { parent: this },
    );
  }

  private createReplicas(
    name: string,
    args: StorageArgs,
    buckets: Readonly<Record<string, Bucket>>,
  ): Replicas | undefined {
    const { secondRegion } = args;
    const sources = Object.entries(args.buckets).flatMap(([key, settings]): [string, ReplicaSource][] => {
      const bucket = buckets[key];
      if (bucket === undefined || !settings.replicate) return [];
      const { archiveTiers, objectLock } = settings;
      const source = { bucket, bucketName: physicalName(key, args), lifecycle: settings, archiveTiers, objectLock };
      return [[key, { ...source, ...deletionOf(settings.class, args) }]];
    });
    if (secondRegion === undefined || sources.length === 0) return undefined;
    return new Replicas(
      `${name}-replicas`,
      {
        ...args,
        secondRegion,
        organizationId: allowedOrganization(args),
        sourceKeyArn: this.encryptionKeyArn,
        sources: Object.fromEntries(sources),
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

function refuseReplicasNowhere({ buckets, secondRegion }: StorageArgs, storage: Storage): void {
  const replicated = Object.keys(buckets).filter((key) => buckets[key]?.replicate === true);
  if (replicated.length > 0 && secondRegion === undefined) {
    throw new pulumi.ResourceError(
      `there is no second Region for replicas of ${replicated.join(", ")}: set secondRegion, or replicate to false`,
      storage,
      true,
    );
  }
}

function allowedOrganization({ organizationOnly, organizationId }: StorageArgs): string | undefined {
  return organizationOnly ? organizationId : undefined;
}

function physicalName(key: string, { platformName, accountId, region }: StorageArgs): string {
  return bucketName(platformName, key, accountId, region);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
