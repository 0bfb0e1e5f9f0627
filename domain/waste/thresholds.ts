/**
 * Average CPU usage of a day in percent, below which an instance does nothing but run its operating system and agents.
 * AWS Compute Optimizer calls an instance idle below the same value.
 * https://docs.aws.amazon.com/compute-optimizer/latest/ug/view-idle-recommendations.html
 */
export const IDLE_CPU_PERCENT = 5;

/** Whole days that an instance was idle: each weekday and a weekend. */
export const IDLE_DAYS = 7;

/** Days since a resource was created, before it counts as unattached or without targets: an update or a repair may need it. */
export const UNATTACHED_DAYS = 7;

/** Days of unchanged size and number of objects, after which a bucket counts as stale: each monthly job ran once. */
export const STALE_BUCKET_DAYS = 31;

/** Default of `budgets.waste.keepDays`: a quarter, after which reports and audits have read what they need. */
export const DEFAULT_KEEP_DAYS = 90;

/** Days after the due date of a rotation before it is reported: Secrets Manager rotates within a window, and retries. */
export const ROTATION_GRACE_DAYS = 2;
