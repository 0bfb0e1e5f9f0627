import type { Codes } from "../diagnostics/code";

const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const TRANSITIONS = `${S3}/lifecycle-transition-general-considerations.html`;

/** Findings about the settings of a bucket and about the lifecycle of its objects. */
export const bucketCodes = {
  "storage/noncurrent-versions-never-expire": {
    cause: `A versioned bucket keeps replaced and deleted objects as [noncurrent versions](${S3}/versioning-workflows.html), and S3 bills them until they are deleted.`,
    remedy: "Set `noncurrentExpirationDays`.",
  },
  "storage/unused-version-count": {
    cause: "`keepNoncurrentVersions` has no effect, because a bucket without versioning has no noncurrent versions.",
    remedy: "Remove the key, or set `versioning` to true.",
  },
  "storage/force-destroy-with-deletion-protection": {
    cause:
      "`forceDestroy` lets Pulumi delete buckets with their objects, and `deletionProtection` does not let Pulumi delete buckets at all.",
    remedy: "Set one of the two keys to false.",
  },
  "storage/transition-too-early": {
    cause: `S3 [refuses](${TRANSITIONS}) a transition to STANDARD_IA before day 30.`,
    remedy: "Set `days` to 30 or more.",
  },
  "storage/transitions-out-of-order": {
    cause: `S3 [refuses](${TRANSITIONS}) a transition that is not later than the previous one.`,
    remedy: "Set `days` to a number that is greater than that of the previous transition.",
  },
  "storage/transition-too-soon-after-standard-ia": {
    cause: `STANDARD_IA bills at least 30 days, and S3 [refuses](${TRANSITIONS}) a transition from it earlier than that.`,
    remedy: "Set `days` to at least 30 more than that of the transition to STANDARD_IA.",
  },
  "storage/transition-to-warmer-class": {
    cause: `S3 moves objects only to [colder storage classes](${TRANSITIONS}), and refuses the opposite direction.`,
    remedy: "Remove the transition, or name a colder storage class.",
  },
  "storage/expiration-before-transition": {
    cause: `S3 [refuses](${TRANSITIONS}) an expiration that is not later than the last transition.`,
    remedy: "Set more days for the expiration, or remove the transition.",
  },
  "storage/transition-costs-more-than-it-saves": {
    cause:
      "The storage class bills a [minimum storage duration](https://aws.amazon.com/s3/pricing/), and objects leave it so early that they cost less without the transition.",
    remedy: "Remove the transition, or keep objects in the storage class for longer.",
  },
  "storage/archive-tiers-empty": {
    cause: "`archiveTiers` names no tier, so S3 archives nothing.",
    remedy: "Set `archiveDays` or `deepArchiveDays`, or remove `archiveTiers`.",
  },
  "storage/archive-tiers-out-of-order": {
    cause: `S3 moves objects that nobody reads to [Archive Access first and to Deep Archive Access later](${S3}/intelligent-tiering-overview.html).`,
    remedy: "Set `deepArchiveDays` to a greater number than `archiveDays`, or remove one of them.",
  },
  "storage/archive-tiers-without-intelligent-tiering": {
    cause: `[Archive tiers](${S3}/intelligent-tiering-overview.html) apply to objects in INTELLIGENT_TIERING, and no transition of the bucket moves objects there.`,
    remedy: "Add a transition to INTELLIGENT_TIERING, or remove `archiveTiers`.",
  },
  "storage/object-lock-without-versioning": {
    cause: `[Object Lock](${S3}/object-lock-configure.html) locks versions of objects, and S3 refuses it for a bucket without versioning.`,
    remedy: "Set `versioning` to true, or remove `objectLock`.",
  },
  "storage/object-lock-of-unsuitable-class": {
    cause: `S3 does not [deliver access logs](${S3}/enable-server-access-logging.html) to a bucket with Object Lock, and objects of scratch buckets are temporary.`,
    remedy: "Remove `objectLock`, or choose the class data, archive or backup.",
  },
  "storage/expiration-before-object-lock-ends": {
    cause: `Objects expire while they are locked: S3 [adds a delete marker](${S3}/object-lock-managing.html#object-lock-managing-lifecycle), and stores and bills the locked version until its lock ends.`,
    remedy: "Set `expirationDays` to at least `objectLock.days`.",
  },
  "storage/force-destroy-with-compliance-lock": {
    cause: `[Nobody](${S3}/object-lock.html#object-lock-retention-modes), including the root user, can delete objects that are locked in compliance mode, so a destroy of the stack cannot empty the bucket.`,
    remedy: "Set `objectLock.mode` to governance, or `storage.forceDestroy` to false.",
  },
} as const satisfies Codes<"storage">;
