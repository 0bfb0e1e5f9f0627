import type { StorageClass, Transition } from "../../domain/storage/storage-classes";

/** What becomes of a bucket's objects with time. All numbers are days. */
export interface BucketLifecycle {
  /** Days after which an unfinished multipart upload is aborted; its parts are billed until then. */
  readonly abortMultipartUploadDays: number;
  /** Days that a replaced or deleted version is kept. */
  readonly noncurrentExpirationDays?: number | undefined;
  /** How many replaced versions are kept however old they are. */
  readonly keepNoncurrentVersions?: number | undefined;
  /** Days after which current objects are deleted; kept for ever when absent. */
  readonly expirationDays?: number | undefined;
  /** Moves of current objects to cheaper storage classes. */
  readonly transitions: readonly Readonly<Transition>[];
  /** Moves of replaced and deleted versions, in days since they were. */
  readonly noncurrentTransitions: readonly Readonly<Transition>[];
}

/** One rule as `s3.BucketLifecycleConfiguration` takes it. */
export interface LifecycleRule {
  readonly id: string;
  readonly status: "Enabled";
  readonly filter: { readonly prefix: string };
  readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number; readonly newerNoncurrentVersions?: number };
  readonly expiration?: { readonly days: number } | { readonly expiredObjectDeleteMarker: true };
  readonly transitions?: Readonly<Transition>[];
  readonly noncurrentVersionTransitions?: {
    readonly noncurrentDays: number;
    readonly storageClass: StorageClass;
  }[];
}

/**
 * The rules of a bucket, one per purpose. Each says with an empty prefix that it means the whole bucket: a rule without
 * a filter is read back differently than written, and the provider then sees a change for ever.
 */
export function lifecycleRules(lifecycle: BucketLifecycle): LifecycleRule[] {
  const { abortMultipartUploadDays, noncurrentExpirationDays, keepNoncurrentVersions, expirationDays } = lifecycle;
  const { transitions, noncurrentTransitions } = lifecycle;
  const rules = [
    rule("abort-stale-uploads", {
      abortIncompleteMultipartUpload: { daysAfterInitiation: abortMultipartUploadDays },
    }),
  ];
  if (noncurrentExpirationDays !== undefined) {
    // A delete marker whose versions are all gone would stay for ever and slow down every listing.
    // S3 refuses this together with `days`, so current objects expire by a rule of their own.
    rules.push(
      rule("expire-noncurrent-versions", {
        noncurrentVersionExpiration: {
          noncurrentDays: noncurrentExpirationDays,
          ...(keepNoncurrentVersions === undefined ? {} : { newerNoncurrentVersions: keepNoncurrentVersions }),
        },
        expiration: { expiredObjectDeleteMarker: true },
      }),
    );
  }
  if (expirationDays !== undefined) rules.push(rule("expire-objects", { expiration: { days: expirationDays } }));
  if (transitions.length > 0) rules.push(rule("move-to-cheaper-storage", { transitions: [...transitions] }));
  if (noncurrentTransitions.length > 0) {
    const moves = noncurrentTransitions.map(({ days, storageClass }) => ({ noncurrentDays: days, storageClass }));
    rules.push(rule("move-noncurrent-versions", { noncurrentVersionTransitions: moves }));
  }
  return rules;
}

/**
 * The lifecycle of a replica that begins in INTELLIGENT_TIERING. S3 replicates nothing that a lifecycle does, so the
 * replica ends objects and versions by itself, after as many days as its source; versions that the source keeps beyond
 * them, by number, are not kept twice.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-and-other-bucket-configs.html
 */
export function replicaLifecycle(source: BucketLifecycle): BucketLifecycle {
  return {
    ...source,
    keepNoncurrentVersions: undefined,
    transitions: source.transitions.filter(isBelowIntelligentTiering),
    noncurrentTransitions: source.noncurrentTransitions.filter(isBelowIntelligentTiering),
  };
}

function isBelowIntelligentTiering({ storageClass }: Readonly<Transition>): boolean {
  return storageClass !== "STANDARD_IA" && storageClass !== "INTELLIGENT_TIERING";
}

function rule(id: string, actions: Omit<LifecycleRule, "id" | "status" | "filter">): LifecycleRule {
  return { id, status: "Enabled", filter: { prefix: "" }, ...actions };
}
