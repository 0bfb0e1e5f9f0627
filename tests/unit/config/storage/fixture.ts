import type { Edits } from "../fixtures";

/** The path of the bucket that {@link bucket} makes. */
export const BUCKET = "storage.buckets.data";

/** A stack with one versioned bucket of these settings. */
export const bucket = (settings: object): Edits => ({
  "storage.buckets": { data: { noncurrentExpirationDays: 30, ...settings } },
});

/** The same, in a stack with backups. */
export const backedUp = (settings: object): Edits => ({
  ...bucket({ backup: true, ...settings }),
  "backup.enabled": true,
});
