import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

/** Old versions are billed like objects and seen by no one; a bucket that keeps them for ever grows for ever. */
const oldVersionsExpire: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key, "noncurrentExpirationDays"];
    const because: Path[] = [["storage", "buckets", key, "versioning"]];
    if (bucket.versioning && bucket.noncurrentExpirationDays === undefined) {
      yield {
        path,
        message: "A versioned bucket must say when old versions expire: they are billed until then.",
        // Either may follow from the class, and other classes decide otherwise.
        because: [...because, ["storage", "buckets", key, "class"]],
        allowed: "a whole number of days",
        fix: [set(path, 30)],
      };
    }
    if (!bucket.versioning && bucket.keepNoncurrentVersions !== undefined) {
      const kept: Path = ["storage", "buckets", key, "keepNoncurrentVersions"];
      yield {
        path: kept,
        message: "`keepNoncurrentVersions` has no effect unless `versioning` is true.",
        because,
        fix: [remove(kept)],
        warning: true,
      };
    }
  }
};

const forceDestroyNeedsConsent: Rule = function* ({ storage, fleet, teardown }) {
  for (const [part, settings] of [
    ["storage", storage],
    ["fleet", fleet],
  ] as const) {
    if (settings?.forceDestroy !== true || !settings.deletionProtection || teardown !== undefined) continue;
    yield {
      path: [part, "forceDestroy"],
      message: "Contradicts deletion protection.",
      because: [[part, "deletionProtection"]],
      allowed: "false, or deletionProtection false",
      fix: [set([part, "forceDestroy"], false)],
    };
  }
};

export const bucketsRules: readonly Rule[] = [oldVersionsExpire, forceDestroyNeedsConsent];
