import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { bucketName } from "../../domain/names";
import type { Tags } from "../../domain/tags/tags";
import { Bucket, type BucketArgs } from "./bucket";
import type { BucketLifecycle } from "./bucket-lifecycle";
import { deletionOf } from "../../domain/storage/deletion";
import { createLogBucket } from "./log-bucket";
import type { BucketSettings } from "./storage";

export interface BucketFleetArgs {
  /** Prefix of every physical name. A change replaces all buckets. */
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Organization whose principals alone may access the buckets. Default: the bucket policies do not deny others. */
  readonly organizationId?: string | undefined;
  /** Shards that this stack creates. Each has a log bucket and, with `customer-managed`, a KMS key. */
  readonly shards: readonly string[];
  /** `customer-managed`: a KMS key for each shard, $1 per month. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) during which the deletion of a key can be canceled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete keys and buckets. */
  readonly deletionProtection: boolean;
  /** Whether Pulumi may delete buckets that are not empty. */
  readonly forceDestroy: boolean;
  /** Days after which access logs are deleted. */
  readonly logRetentionDays: number;
  /** Buckets by name, which is part of the physical name. */
  readonly buckets: Readonly<Record<string, FleetBucketSettings>>;
}

export interface FleetBucketSettings extends Omit<BucketLifecycle, "keepNoncurrentVersions" | "noncurrentTransitions"> {
  /** Purpose of the bucket. Determines whether it can be deleted; other defaults of the class are set already. */
  readonly class: BucketSettings["class"];
  /** Shard of the fleet. A change selects another log bucket and, for new objects, another KMS key. */
  readonly shard: string;
  /** Whether S3 keeps replaced and deleted objects, for `noncurrentExpirationDays`. */
  readonly versioning: boolean;
  /**
   * Tags that override default tags, so that the costs of a bucket are allocated to its owner and not to the owner of the
   * fleet. https://www.pulumi.com/registry/packages/aws/api-docs/provider/#defaulttags_nodejs
   */
  readonly tags?: Tags | undefined;
  /** Whether deletion protection is off, because a later update deletes the bucket. */
  readonly retired: boolean;
  /** Whether `pulumi state move` moves its state from another stack. */
  readonly arriving: boolean;
}

/** Arguments that all buckets of a shard share. */
type Shared = Pick<BucketArgs, "encryptionKeyArn" | "logBucketName">;

interface Shard {
  readonly shard: string;
  readonly logBucketName: pulumi.Output<string>;
  readonly bucketNames: readonly (readonly [string, pulumi.Output<string>])[];
}

/**
 * The buckets of an inventory, by shard. Shards share no resources, so a shard can move to another stack. The names of a
 * bucket contain neither its shard nor its row number: adding, removing or moving a row changes no other bucket.
 */
export class BucketFleet extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly logBucketNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: BucketFleetArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:BucketFleet", name, {}, opts);
    assertShards(args, this);

    const shards = args.shards.map((shard) => this.createShard(name, shard, args));

    this.bucketNames = Object.fromEntries(shards.flatMap(({ bucketNames }) => bucketNames));
    this.logBucketNames = Object.fromEntries(shards.map(({ shard, logBucketName }) => [shard, logBucketName]));
    this.registerOutputs({ bucketNames: this.bucketNames, logBucketNames: this.logBucketNames });
  }

  private createShard(name: string, shard: string, args: BucketFleetArgs): Shard {
    const { bucketName: logBucketName } = this.createLogBucket(name, shard, args);
    const shared = { logBucketName, encryptionKeyArn: this.createKey(name, shard, args) };
    const own = Object.entries(args.buckets).filter(([, settings]) => settings.shard === shard);
    return {
      shard,
      logBucketName,
      bucketNames: own.map(([key, settings]) => [key, this.createBucket(name, key, args, settings, shared).bucketName]),
    };
  }

  private createKey(name: string, shard: string, args: BucketFleetArgs): pulumi.Output<string> | undefined {
    if (args.encryption === "aws-managed") return undefined;
    const key = new EncryptionKey(
      `${name}-key-${shard}`,
      {
        description: `Buckets of ${args.platformName}, shard ${shard}`,
        aliasName: `${args.platformName}-fleet-${shard}`,
        accountId: args.accountId,
        deletionWindowDays: args.keyDeletionWindowDays,
        deletionProtection: args.deletionProtection,
      },
      { parent: this },
    );
    return key.keyArn;
  }

  private createLogBucket(name: string, shard: string, args: BucketFleetArgs): Bucket {
    return createLogBucket(this, `${name}-log-bucket-${shard}`, {
      ...args,
      key: `access-logs-${shard}`,
      organizationId: args.organizationId,
      inSecondRegion: false,
      logDelivery: [],
      takesInventories: false,
      retentionDays: args.logRetentionDays,
    });
  }

  private createBucket(
    name: string,
    key: string,
    args: BucketFleetArgs,
    settings: FleetBucketSettings,
    shared: Shared,
  ): Bucket {
    return new Bucket(
      `${name}-bucket-${key}`,
      {
        bucketName: bucketName(args.platformName, key, args.accountId, args.region),
        accountId: args.accountId,
        tags: settings.tags,
        organizationId: args.organizationId,
        versioning: settings.versioning,
        lifecycle: settings,
        ...deletionOf(settings.class, {
          forceDestroy: args.forceDestroy,
          deletionProtection: args.deletionProtection && !settings.retired,
        }),
        ...shared,
      },
      // `pulumi state move` omits the parent component, and moves the bucket directly below the other stack.
      { parent: this, aliases: settings.arriving ? [{ parent: pulumi.rootStackResource }] : [] },
    );
  }
}

function assertShards({ shards, buckets }: BucketFleetArgs, fleet: BucketFleet): void {
  const [unassigned] = Object.entries(buckets).filter(([, { shard }]) => !shards.includes(shard));
  if (unassigned === undefined) return;
  const [key, { shard }] = unassigned;
  throw new pulumi.ResourceError(
    `bucket "${key}" is in shard "${shard}", which is not a shard of this fleet: ${shards.join(", ")}`,
    fleet,
    true,
  );
}
