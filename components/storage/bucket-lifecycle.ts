import type { StorageClass, Transition } from "../../domain/storage/storage-classes";

/** Transitions and expirations of a bucket's objects. All numbers but `keepNoncurrentVersions` are days. */
export interface BucketLifecycle {
  /** Days after which an unfinished multipart upload is aborted; its parts are billed until then. */
  readonly abortMultipartUploadDays: number;
  /** Days after which noncurrent versions are deleted. */
  readonly noncurrentExpirationDays?: number | undefined;
  /** How many noncurrent versions of an object S3 keeps regardless of their age. */
  readonly keepNoncurrentVersions?: number | undefined;
  /** Days after which current objects are deleted. Default: never. */
  readonly expirationDays?: number | undefined;
  /** Transitions of current objects to cheaper storage classes. */
  readonly transitions?: readonly Readonly<Transition>[] | undefined;
  /** Transitions of noncurrent versions, in days since they became noncurrent. */
  readonly noncurrentTransitions?: readonly Readonly<Transition>[] | undefined;
}

/** A rule of `s3.BucketLifecycleConfiguration`. */
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
 * The rules of a bucket, one per purpose. Each applies to the whole bucket by an empty prefix: S3 returns a rule without a
 * filter in another form, which the provider would show as a change in every preview.
 */
export function lifecycleRules(lifecycle: BucketLifecycle): LifecycleRule[] {
  const { abortMultipartUploadDays, noncurrentExpirationDays, keepNoncurrentVersions, expirationDays } = lifecycle;
  const { transitions = [], noncurrentTransitions = [] } = lifecycle;
  const rules = [
    rule("abort-stale-uploads", {
      abortIncompleteMultipartUpload: { daysAfterInitiation: abortMultipartUploadDays },
    }),
  ];
  if (noncurrentExpirationDays !== undefined) {
    // Delete markers without versions slow down listings. S3 refuses this setting together with `days`, so a separate
    // rule expires current objects.
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
 * The lifecycle of a replica whose objects are created in INTELLIGENT_TIERING. S3 does not replicate actions of a
 * lifecycle, so the replica expires objects and versions after as many days as its source. It does not keep the versions
 * that the source keeps by number.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-and-other-bucket-configs.html
 */
export function replicaLifecycle(source: BucketLifecycle): BucketLifecycle {
  return {
    ...source,
    keepNoncurrentVersions: undefined,
    transitions: source.transitions?.filter(isColderThanIntelligentTiering),
    noncurrentTransitions: source.noncurrentTransitions?.filter(isColderThanIntelligentTiering),
  };
}

function isColderThanIntelligentTiering({ storageClass }: Readonly<Transition>): boolean {
  return storageClass !== "STANDARD_IA" && storageClass !== "INTELLIGENT_TIERING";
}

function rule(id: string, actions: Omit<LifecycleRule, "id" | "status" | "filter">): LifecycleRule {
  return { id, status: "Enabled", filter: { prefix: "" }, ...actions };
}
