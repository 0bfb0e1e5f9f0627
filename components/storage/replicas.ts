import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { bucketName } from "../../domain/names";
import { Bucket } from "./bucket";
import type { ArchiveTiers } from "./bucket-archive-tiers";
import type { ObjectLock } from "./bucket-object-lock";
import { type BucketLifecycle, replicaLifecycle } from "./bucket-lifecycle";
import { createLogBucket } from "./log-bucket";
import { replicationPolicy, replicationTrustPolicy } from "./replication-policies";

export interface ReplicasArgs {
  readonly platformName: string;
  readonly accountId: string;
  /** Region of the sources. */
  readonly region: string;
  /** Region of the replicas. A change replaces them by empty buckets: S3 replicates new objects only. */
  readonly secondRegion: string;
  /** Organization whose principals alone may access the replicas. */
  readonly organizationId: string | undefined;
  /** KMS key of the sources. If set, the replicas have a KMS key in their Region, $1 per month; otherwise both use keys of S3. */
  readonly sourceKeyArn: pulumi.Input<string> | undefined;
  /** Days (7 to 30) during which the deletion of the replicas' key can be canceled. */
  readonly keyDeletionWindowDays: number;
  /** Days after which access logs of the replicas are deleted. */
  readonly logRetentionDays: number;
  /** Whether Pulumi may delete the log bucket with its objects. */
  readonly forceDestroy: boolean;
  /** The replicated buckets by key. */
  readonly sources: Readonly<Record<string, ReplicaSource>>;
}

export interface ReplicaSource {
  /** The component, because replication depends on all settings of the bucket. */
  readonly bucket: Bucket;
  readonly bucketName: string;
  readonly lifecycle: BucketLifecycle;
  /** Readers of the source can restore archived objects, so the replica archives too. */
  readonly archiveTiers?: ArchiveTiers | undefined;
  /** S3 replicates locked versions only to a bucket with Object Lock. */
  readonly objectLock?: ObjectLock | undefined;
  readonly forceDestroy: boolean;
  readonly deletionProtection: boolean;
}

/**
 * Unread objects cost $0.004 per GB and month after 90 days. INTELLIGENT_TIERING charges no fee for reads, early deletion
 * or small objects, so it suits objects of unknown size and age.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
 */
const STORAGE_CLASS = "INTELLIGENT_TIERING";

/**
 * Replicas of buckets in a second Region with the same protections as their sources, and the resources that they share: a
 * log bucket, and a KMS key if the sources have one.
 *
 * S3 replicates new objects only. A Batch Replication job copies existing objects once:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html
 *
 * Replication Time Control is not used: it guarantees 15 minutes for $0.015 per GB, and most objects take less without it.
 */
export class Replicas extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Undefined with `aws-managed` encryption. */
  public readonly encryptionKeyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: ReplicasArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Replicas", name, {}, opts);

    const keyArn = this.createKey(name, args);
    this.encryptionKeyArn = keyArn;
    const logBucket = createLogBucket(this, `${name}-log-bucket`, {
      ...args,
      deletionProtection: keepsAny(args),
      key: "logs-replica",
      region: args.secondRegion,
      inSecondRegion: true,
      logDelivery: [],
      takesInventories: false,
      retentionDays: args.logRetentionDays,
    });
    const replicas = Object.entries(args.sources).map(([key, source]): [string, Bucket] => {
      const replica = this.createReplica(name, key, args, source, keyArn, logBucket);
      this.replicate(name, key, args, source, replica, keyArn);
      return [key, replica];
    });

    this.bucketNames = Object.fromEntries(replicas.map(([key, replica]) => [key, replica.bucketName]));
    this.registerOutputs({ bucketNames: this.bucketNames });
  }

  private createKey(name: string, args: ReplicasArgs): pulumi.Output<string> | undefined {
    if (args.sourceKeyArn === undefined) return undefined;
    const key = new EncryptionKey(
      `${name}-key`,
      {
        description: `Replicas of the buckets of ${args.platformName}`,
        aliasName: `${args.platformName}-storage-replicas`,
        accountId: args.accountId,
        region: args.secondRegion,
        deletionWindowDays: args.keyDeletionWindowDays,
        deletionProtection: keepsAny(args),
      },
      { parent: this },
    );
    return key.keyArn;
  }

  private createReplica(
    name: string,
    key: string,
    args: ReplicasArgs,
    source: ReplicaSource,
    encryptionKeyArn: pulumi.Output<string> | undefined,
    logBucket: Bucket,
  ): Bucket {
    return new Bucket(
      `${name}-bucket-${key}`,
      {
        bucketName: replicaName(key, args),
        region: args.secondRegion,
        accountId: args.accountId,
        organizationId: args.organizationId,
        versioning: true,
        lifecycle: replicaLifecycle(source.lifecycle),
        archiveTiers: source.archiveTiers,
        objectLock: source.objectLock,
        forceDestroy: source.forceDestroy,
        deletionProtection: source.deletionProtection,
        encryptionKeyArn,
        logBucketName: logBucket.bucketName,
      },
      { parent: this },
    );
  }

  /** Runs after all settings of both buckets: S3 requires versioning, and answers `409` to concurrent changes. */
  private replicate(
    name: string,
    key: string,
    args: ReplicasArgs,
    source: ReplicaSource,
    replica: Bucket,
    replicaKeyArn: pulumi.Output<string> | undefined,
  ): void {
    const role = new iam.Role(
      `${name}-${key}`,
      {
        description: `Replicates ${source.bucketName} to ${args.secondRegion}`,
        assumeRolePolicy: replicationTrustPolicy(args.accountId, source.bucketName),
      },
      { parent: this },
    );
    const policy = pulumi
      .all([args.sourceKeyArn, replicaKeyArn])
      .apply(([sourceKey, replicaKey]) =>
        replicationPolicy(
          { bucketName: source.bucketName, region: args.region, keyArn: sourceKey },
          { bucketName: replicaName(key, args), region: args.secondRegion, keyArn: replicaKey },
        ),
      );
    const rights = new iam.RolePolicy(`${name}-${key}`, { role: role.name, policy }, { parent: this });
    new s3.BucketReplicationConfig(
      `${name}-${key}`,
      {
        bucket: source.bucket.bucketName,
        role: role.arn,
        rules: [replicationRule(replica.bucketArn, replicaKeyArn)],
      },
      { parent: this, protect: source.deletionProtection, dependsOn: [source.bucket, replica, rights] },
    );
  }
}

function replicationRule(
  replicaArn: pulumi.Output<string>,
  replicaKeyArn: pulumi.Output<string> | undefined,
): s3.BucketReplicationConfigArgs["rules"] extends pulumi.Input<(infer Rule)[]> ? Rule : never {
  return {
    id: "whole-bucket",
    status: "Enabled",
    priority: 1,
    filter: { prefix: "" },
    // Deleted objects are deleted in the replica too, and can be restored there: S3 does not replicate the deletion of a
    // version, so the replica keeps each version for `noncurrentExpirationDays`.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
    deleteMarkerReplication: { status: "Enabled" },
    ...(replicaKeyArn === undefined
      ? {}
      : { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }),
    destination: {
      bucket: replicaArn,
      storageClass: STORAGE_CLASS,
      // $1.20 per month. Required for events about objects that S3 could not replicate:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
      metrics: { status: "Enabled" },
      ...(replicaKeyArn === undefined ? {} : { encryptionConfiguration: { replicaKmsKeyId: replicaKeyArn } }),
    },
  };
}

function replicaName(key: string, { platformName, accountId, secondRegion }: ReplicasArgs): string {
  return bucketName(platformName, `${key}-replica`, accountId, secondRegion);
}

/** Key and log bucket are deleted with the last replica. */
function keepsAny({ sources }: Pick<ReplicasArgs, "sources">): boolean {
  return Object.values(sources).some(({ deletionProtection }) => deletionProtection);
}
