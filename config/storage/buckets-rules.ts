import { edit, remove, set } from "../diagnostics/finding";
import { formatPath, type Path } from "../source/path";
import type { Rule } from "../check/rule";

/** S3 bills noncurrent versions like objects, and a listing of objects does not show them. */
const noncurrentVersionsExpire: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key, "noncurrentExpirationDays"];
    const because: Path[] = [["storage", "buckets", key, "versioning"]];
    if (bucket.versioning && bucket.noncurrentExpirationDays === undefined) {
      yield {
        code: "storage/noncurrent-versions-never-expire",
        path,
        message: "Noncurrent versions of the bucket never expire, and S3 bills them until they are deleted.",
        // The class sets both values if they are omitted.
        because: [...because, ["storage", "buckets", key, "class"]],
        allowed: "a whole number of days",
        // Only the owner knows when a version may be deleted.
        fix: [edit(`set \`${formatPath(path)}\` to the days after which S3 may delete a noncurrent version`)],
      };
    }
    if (!bucket.versioning && bucket.keepNoncurrentVersions !== undefined) {
      const kept: Path = ["storage", "buckets", key, "keepNoncurrentVersions"];
      yield {
        code: "storage/unused-version-count",
        path: kept,
        message: "`keepNoncurrentVersions` has no effect unless `versioning` is true.",
        because,
        fix: [remove(kept)],
        warning: true,
      };
    }
  }
};

const forceDestroyNeedsUnprotectedBuckets: Rule = function* ({ storage, fleet, teardown }) {
  for (const [part, settings] of [
    ["storage", storage],
    ["fleet", fleet],
  ] as const) {
    if (settings?.forceDestroy !== true || !settings.deletionProtection || teardown !== undefined) continue;
    yield {
      code: "storage/force-destroy-with-deletion-protection",
      path: [part, "forceDestroy"],
      message: "`forceDestroy` deletes buckets with their objects, and `deletionProtection` forbids to delete buckets.",
      because: [[part, "deletionProtection"]],
      allowed: "false, or deletionProtection false",
      fix: [set([part, "forceDestroy"], false)],
    };
  }
};

export const bucketsRules: readonly Rule[] = [noncurrentVersionsExpire, forceDestroyNeedsUnprotectedBuckets];
