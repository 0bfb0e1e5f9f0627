import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { bucketName } from "../../domain/names";
import { type ArchiveTiers, Bucket, type ObjectLock } from "./bucket";
import { type BucketLifecycle, replicaLifecycle } from "./bucket-lifecycle";
import { createLogBucket } from "./log-bucket";
import { replicationPolicy, replicationTrustPolicy } from "./replication-policies";

export interface ReplicasArgs {
  readonly platformName: string;
  readonly accountId: string;
  /** Region of the sources. */
  readonly region: string;
  /** Region of the replicas. Another one means other, empty replicas: S3 copies what is written from then on. */
  readonly secondRegion: string;
  /** Organization whose principals may reach the replicas. */
  readonly organizationId: string | undefined;
  /** Key of the sources; then the replicas have one of their own, $1 a month. Undefined means S3's own keys on both sides. */
  readonly sourceKeyArn: pulumi.Input<string> | undefined;
  /** Days (7 to 30) in which the deletion of the replicas' key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** Days that access logs of the replicas are kept. */
  readonly logRetentionDays: number;
  /** Whether Pulumi may delete the log bucket while it holds objects. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete the key and the log bucket. */
  readonly deletionProtection: boolean;
  /** What is replicated, by bucket key. */
  readonly sources: Readonly<Record<string, ReplicaSource>>;
}

export interface ReplicaSource {
  /** The whole component: replication waits for all its settings. */
  readonly bucket: Bucket;
  readonly bucketName: string;
  readonly lifecycle: BucketLifecycle;
  /** Who reads the source can read archived objects, so the replica archives as well. */
  readonly archiveTiers: ArchiveTiers | undefined;
  /** S3 replicates locked versions only to a bucket that locks as well. */
  readonly objectLock: ObjectLock | undefined;
  readonly forceDestroy: boolean;
  readonly deletionProtection: boolean;
}

/**
 * Replicas get cheaper while nobody reads them ($0.004 per GB and month after 90 days) without a fee for reads or for an
 * early deletion, and small objects pay nothing extra. No other class is safe for objects of unknown size and age.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
 */
const STORAGE_CLASS = "INTELLIGENT_TIERING";

/**
 * Copies of buckets in a second Region: a replica for each, as closed as its source, and what the replicas share, which is
 * a log bucket and with a key at the source a key.
 *
 * S3 copies what is written from now on. What is there already takes a Batch Replication job, once:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html
 *
 * Left out: Replication Time Control, which promises 15 minutes for $0.015 per GB; most objects take less without it.
 */
export class Replicas extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ReplicasArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Replicas", name, {}, opts);

    const keyArn = this.createKey(name, args);
    const logBucket = createLogBucket(this, `${name}-log-bucket`, {
      ...args,
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
        deletionProtection: args.deletionProtection,
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
        // Backups copy the source; a copy of the copy would be paid for once more.
        tags: undefined,
        organizationId: args.organizationId,
        policyStatements: [],
        versioning: true,
        lifecycle: replicaLifecycle(source.lifecycle),
        archiveTiers: source.archiveTiers,
        objectLock: source.objectLock,
        eventBridge: false,
        notifications: {},
        inventory: "none",
        forceDestroy: source.forceDestroy,
        deletionProtection: source.deletionProtection,
        encryptionKeyArn,
        logBucketName: logBucket.bucketName,
      },
      { parent: this },
    );
  }

  /** The last setting of both buckets: S3 takes it when both keep versions, and answers `409` while others change. */
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
    // What is deleted here disappears there too, so that the replica shows what the source shows and ends what the source
    // ends. It stays restorable: S3 replicates no deletion of a version, so the replica keeps it for its own days.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
    deleteMarkerReplication: { status: "Enabled" },
    ...(replicaKeyArn === undefined
      ? {}
      : { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }),
    destination: {
      bucket: replicaArn,
      storageClass: STORAGE_CLASS,
      // $1.20 a month. Without them nobody hears of objects that could not be replicated:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
      metrics: { status: "Enabled" },
      ...(replicaKeyArn === undefined ? {} : { encryptionConfiguration: { replicaKmsKeyId: replicaKeyArn } }),
    },
  };
}

function replicaName(key: string, { platformName, accountId, secondRegion }: ReplicasArgs): string {
  return bucketName(platformName, `${key}-replica`, accountId, secondRegion);
}
