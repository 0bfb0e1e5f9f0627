import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { bucketName } from "../../domain/names";
import type { Tags } from "../../domain/tags/tags";
import { Bucket, type BucketArgs } from "./bucket";
import type { BucketLifecycle } from "./bucket-lifecycle";
import { deletionOf } from "./deletion";
import { createLogBucket } from "./log-bucket";
import type { BucketSettings } from "./storage";

export interface BucketFleetArgs {
  /** Prefix of every physical name. Another prefix means other, empty buckets. */
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Organization whose principals may reach the buckets; undefined leaves that to what grants them access. */
  readonly organizationId?: string | undefined;
  /** Shards that this stack creates; each has a log bucket and, with `customer-managed`, a key of its own. */
  readonly shards: readonly string[];
  /** `customer-managed`: a KMS key for each shard, $1 a month. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) in which the deletion of a key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete keys and buckets. */
  readonly deletionProtection: boolean;
  /** Whether Pulumi may delete buckets that are not empty. */
  readonly forceDestroy: boolean;
  /** Days that access logs are kept. */
  readonly logRetentionDays: number;
  /** Buckets by name; the name is part of the bucket's own. */
  readonly buckets: Readonly<Record<string, FleetBucketSettings>>;
}

export interface FleetBucketSettings extends Omit<BucketLifecycle, "keepNoncurrentVersions" | "noncurrentTransitions"> {
  /** What the bucket is for, which decides how it may be deleted; the rest of its defaults are filled in already. */
  readonly class: BucketSettings["class"];
  /** One of the fleet's shards. Another shard is another log bucket and, for new objects, another key. */
  readonly shard: string;
  /** Whether S3 keeps replaced and deleted objects, for `noncurrentExpirationDays`. */
  readonly versioning: boolean;
  /** Whose bucket it is and who pays for it, in place of the default tags' answers. */
  readonly owner?: string | undefined;
  readonly costCenter?: string | undefined;
  /** Whether the bucket is about to go: nothing protects it any longer. */
  readonly retired: boolean;
  /** Whether its state comes from another stack, by `pulumi state move`. */
  readonly arriving: boolean;
}

/** What the buckets of a shard share. */
type Shared = Pick<BucketArgs, "encryptionKeyArn" | "logBucketName">;

interface Shard {
  readonly shard: string;
  readonly logBucketName: pulumi.Output<string>;
  readonly bucketNames: readonly (readonly [string, pulumi.Output<string>])[];
}

/**
 * Many hardened buckets of one inventory, by shard. Nothing is shared across shards, so a shard can go to a stack of its
 * own. A bucket's names hold neither its shard nor its place in the inventory: rows come, go and move without touching
 * other rows' buckets.
 */
export class BucketFleet extends pulumi.ComponentResource {
  public readonly bucketNames: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly logBucketNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: BucketFleetArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:BucketFleet", name, {}, opts);
    refuseStrays(args, this);

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
        region: undefined,
        accountId: args.accountId,
        tags: ownTags(settings),
        organizationId: args.organizationId,
        policyStatements: [],
        versioning: settings.versioning,
        lifecycle: { ...settings, noncurrentTransitions: [] },
        archiveTiers: undefined,
        objectLock: undefined,
        eventBridge: false,
        notifications: {},
        inventory: "none",
        ...deletionOf(settings.class, {
          forceDestroy: args.forceDestroy,
          deletionProtection: args.deletionProtection && !settings.retired,
        }),
        ...shared,
      },
      // `pulumi state move` leaves the fleet behind, and puts what it moves directly below the other stack.
      { parent: this, aliases: settings.arriving ? [{ parent: pulumi.rootStackResource }] : [] },
    );
  }
}

function refuseStrays({ shards, buckets }: BucketFleetArgs, fleet: BucketFleet): void {
  const [stray] = Object.entries(buckets).filter(([, { shard }]) => !shards.includes(shard));
  if (stray === undefined) return;
  const [key, { shard }] = stray;
  throw new pulumi.ResourceError(
    `bucket "${key}" is in shard "${shard}", and this fleet has only ${shards.join(", ")}`,
    fleet,
    true,
  );
}

/**
 * A resource should not repeat the key of a default tag, which the provider then has to merge at every step. Here it
 * must: the bill of a bucket goes to whoever owns the bucket, not to whoever runs the fleet.
 * https://www.pulumi.com/registry/packages/aws/api-docs/provider/#defaulttags_nodejs
 */
function ownTags({ owner, costCenter }: FleetBucketSettings): Tags | undefined {
  if (owner === undefined && costCenter === undefined) return undefined;
  return {
    ...(owner === undefined ? {} : { Owner: owner }),
    ...(costCenter === undefined ? {} : { CostCenter: costCenter }),
  };
}
