import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { backupTag } from "../shared/backup-tag";
import { bucketName } from "../../domain/names";
import { Bucket } from "./bucket";
import type { ArchiveTiers } from "./bucket-archive-tiers";
import type { ObjectLock } from "./bucket-object-lock";
import type { InventoryFrequency } from "./bucket-inventory";
import type { BucketLifecycle } from "./bucket-lifecycle";
import type { NotificationTarget } from "./bucket-notifications";
import { type Deletion, deletionOf } from "../../domain/storage/deletion";
import { createLogBucket } from "./log-bucket";
import type { LogDeliveryService } from "./log-delivery";
import { Registry } from "./registry";
import type { RegistryLifecycle } from "./registry-lifecycle";
import { type ReplicaSource, Replicas } from "./replicas";
import { Secret, type SecretRotation } from "./secret";

export interface StorageArgs {
  /** Prefix of every physical name. A change replaces all buckets and registries. */
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Region of the replicas. Required if a bucket has a replica. */
  readonly secondRegion?: string | undefined;
  /** Organization of the account. */
  readonly organizationId?: string | undefined;
  /** Whether bucket policies deny principals of other organizations. No effect without `organizationId`. */
  readonly organizationOnly: boolean;
  /** `customer-managed`: one KMS key, $1 per month. A change replaces every registry. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) during which the deletion of the key can be canceled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete the key, the buckets with their settings, the registries and the secrets. */
  readonly deletionProtection: boolean;
  /** Whether Pulumi may delete buckets and registries with their contents, and secrets without a time for recovery. */
  readonly forceDestroy: boolean;
  /** Days after which objects of the log bucket are deleted. */
  readonly logRetentionDays: number;
  /** AWS services that may deliver logs to the log bucket, in addition to S3 and the log delivery of CloudWatch. */
  readonly logDelivery: readonly Exclude<LogDeliveryService, "vended">[];
  /** Buckets by key, which is part of the bucket name. */
  readonly buckets: Readonly<Record<string, BucketSettings>>;
  /** Container registries by key; the repository is `<platformName>/<key>`. */
  readonly registries: Readonly<Record<string, RegistrySettings>>;
  /** Secrets by key; the name is `<platformName>/<key>`. */
  readonly secrets: Readonly<Record<string, SecretSettings>>;
}

export interface BucketSettings extends BucketLifecycle {
  /** Purpose of the bucket. Determines whether it can be deleted; other defaults of the class are set already. */
  readonly class: "data" | "logs" | "archive" | "backup" | "scratch";
  /** Whether S3 keeps replaced and deleted objects, for `noncurrentExpirationDays`. */
  readonly versioning: boolean;
  /** Tiers to which S3 archives unread objects of INTELLIGENT_TIERING. */
  readonly archiveTiers?: ArchiveTiers | undefined;
  /** Days during which new versions cannot be deleted. S3 cannot disable Object Lock. */
  readonly objectLock?: ObjectLock | undefined;
  /** Whether the bucket has the tag by which the backup plan selects resources. */
  readonly backup: boolean;
  /** Whether S3 sends events about objects to EventBridge. */
  readonly eventBridge: boolean;
  /** Queues, topics and functions to which S3 sends notifications, by key. */
  readonly notifications: Readonly<Record<string, NotificationTarget>>;
  /** How often S3 delivers a list of all objects to the log bucket. */
  readonly inventory: InventoryFrequency;
  /** Whether S3 replicates new objects to a bucket in the second Region. Requires versioning. */
  readonly replicate: boolean;
  /** False: this bucket and its replica can be deleted. Omitted: as the argument of all buckets. */
  readonly deletionProtection?: false | undefined;
}

export interface RegistrySettings extends RegistryLifecycle {
  /** Patterns of mutable tags. */
  readonly mutableTags: readonly string[];
  /** False: this registry can be deleted. Omitted: as the argument of all registries. */
  readonly deletionProtection?: false | undefined;
}

export interface SecretSettings {
  readonly description?: string | undefined;
  /** Days (7 to 30) in which a deletion can be canceled. No effect with `forceDestroy`. */
  readonly recoveryDays: number;
  /** Omitted: Secrets Manager never changes the value. */
  readonly rotation?: SecretRotation | undefined;
  /** False: this secret can be deleted. Omitted: as the argument of all secrets. */
  readonly deletionProtection?: false | undefined;
}

/** Key of the log bucket, which no other bucket can have. */
const LOG_BUCKET_KEY = "logs";

/**
 * Private buckets, a bucket for their access logs and logs of the network, container registries, secrets without values, and
 * with `customer-managed` encryption a KMS key for them. Buckets with `replicate` have a replica in the second Region.
 *
 * Does not change settings of the account (S3 Block Public Access, ECR registry scanning), which outlive a stack.
 */
export class Storage extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly bucketArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Names of the replicas, by the key of their source. */
  public readonly replicaBucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Resolves once the bucket policy allows AWS to deliver logs. */
  public readonly logBucketName: pulumi.Output<string>;
  public readonly registryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the secrets, by key. */
  public readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Undefined with `aws-managed` encryption. */
  public readonly encryptionKeyArn: pulumi.Output<string> | undefined;
  /** Key of the replicas, in the second Region. Undefined without replicas, and with `aws-managed` encryption. */
  public readonly replicaKeyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: StorageArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Storage", name, {}, opts);
    assertNoReservedKey(args, this);
    assertSecondRegion(args, this);

    this.encryptionKeyArn = this.createKey(name, args);
    this.logBucketName = this.createLogBucket(name, args).bucketName;
    const buckets = mapValues(args.buckets, (settings, key) => this.createBucket(name, key, args, settings));
    const registries = mapValues(args.registries, (settings, key) => this.createRegistry(name, key, args, settings));
    const secrets = mapValues(args.secrets, (settings, key) => this.createSecret(name, key, args, settings));
    const replicas = this.createReplicas(name, args, buckets);

    this.bucketNames = mapValues(buckets, (bucket) => bucket.bucketName);
    this.bucketArns = mapValues(buckets, (bucket) => bucket.bucketArn);
    this.replicaBucketNames = replicas?.bucketNames ?? {};
    this.replicaKeyArn = replicas?.encryptionKeyArn;
    this.registryUrls = mapValues(registries, (registry) => registry.url);
    this.secretArns = mapValues(secrets, (secret) => secret.arn);
    this.registerOutputs({
      bucketNames: this.bucketNames,
      bucketArns: this.bucketArns,
      replicaBucketNames: this.replicaBucketNames,
      logBucketName: this.logBucketName,
      registryUrls: this.registryUrls,
      secretArns: this.secretArns,
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
      // Flow logs and query logs of the network are vended logs.
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
        ...bucketDeletion(args, settings),
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
      return [[key, { ...source, ...bucketDeletion(args, settings) }]];
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
    const { mutableTags, deletionProtection = args.deletionProtection, ...lifecycle } = settings;
    return new Registry(
      `${name}-registry-${key}`,
      {
        repositoryName: `${args.platformName}/${key}`,
        lifecycle,
        mutableTags,
        forceDestroy: args.forceDestroy && !deletionProtection,
        deletionProtection,
        encryptionKeyArn: this.encryptionKeyArn,
      },
      { parent: this },
    );
  }

  private createSecret(name: string, key: string, args: StorageArgs, settings: SecretSettings): Secret {
    const { description, recoveryDays, rotation, deletionProtection = args.deletionProtection } = settings;
    return new Secret(
      `${name}-secret-${key}`,
      {
        secretName: `${args.platformName}/${key}`,
        description,
        accountId: args.accountId,
        encryptionKeyArn: this.encryptionKeyArn,
        recoveryDays: args.forceDestroy && !deletionProtection ? 0 : recoveryDays,
        rotation,
        deletionProtection,
      },
      { parent: this },
    );
  }
}

function bucketDeletion(args: Deletion, settings: Pick<BucketSettings, "class" | "deletionProtection">): Deletion {
  const { deletionProtection = args.deletionProtection } = settings;
  const forceDestroy = args.forceDestroy && !deletionProtection;
  return deletionOf(settings.class, { forceDestroy, deletionProtection });
}

function assertNoReservedKey({ buckets }: StorageArgs, storage: Storage): void {
  if (LOG_BUCKET_KEY in buckets) {
    throw new pulumi.ResourceError(
      `bucket key "${LOG_BUCKET_KEY}" is the key of the log bucket: choose another key`,
      storage,
      true,
    );
  }
}

function assertSecondRegion({ buckets, secondRegion }: StorageArgs, storage: Storage): void {
  const replicated = Object.keys(buckets).filter((key) => buckets[key]?.replicate === true);
  if (replicated.length > 0 && secondRegion === undefined) {
    throw new pulumi.ResourceError(
      `replicas of ${replicated.join(", ")} need a second Region: set secondRegion, or set replicate to false`,
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
