import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Bucket = NonNullable<ReadableParts["storage"]>["buckets"][string];

const replicasHaveASecondRegion: Rule = function* ({ storage, aws }) {
  if (aws === undefined || aws.secondRegion !== undefined) return;
  for (const [path] of replicatedBuckets(storage)) {
    yield {
      code: "storage/replica-without-second-region",
      path: [...path, "replicate"],
      message: "The replica needs a second Region, and `aws.secondRegion` is not set.",
      because: [["aws"]],
      allowed: "false, or true with aws.secondRegion",
      // Only the owner of the data knows in which Regions it may be stored.
      fix: [edit("set aws.secondRegion to a Region in which the data may be stored")],
    };
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html */
const replicationNeedsVersioning: Rule = function* ({ storage }) {
  for (const [path, { versioning }] of replicatedBuckets(storage)) {
    if (versioning) continue;
    yield {
      code: "storage/replication-without-versioning",
      path: [...path, "replicate"],
      message: "S3 replicates versioned buckets only, and `versioning` is false.",
      because: [
        [...path, "versioning"],
        [...path, "class"],
      ],
      allowed: "false, or versioning true",
      fix: [remove([...path, "replicate"])],
    };
  }
};

const copiesSuitTheClass: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key];
    if (bucket.class === "scratch" && bucket.replicate) {
      yield {
        code: "storage/replica-of-scratch",
        path: [...path, "replicate"],
        message:
          "A scratch bucket holds temporary objects, and a replica of them costs as much as one of lasting data.",
        because: [[...path, "class"]],
        allowed: "false, or a bucket of class data, logs, archive or backup",
        fix: [remove([...path, "replicate"])],
      };
    }
    if (bucket.class === "backup" && bucket.backup) {
      yield {
        code: "storage/backup-of-backups",
        path: [...path, "backup"],
        message: "A bucket of class backup holds copies of data, and backups of these copies cost the storage again.",
        because: [[...path, "class"]],
        allowed: "false, or a bucket of another class",
        fix: [set([...path, "backup"], false)],
      };
    }
  }
};

function* replicatedBuckets(storage: ReadableParts["storage"]): Iterable<[Path, Bucket]> {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    if (bucket.replicate) yield [["storage", "buckets", key], bucket];
  }
}

export const replicationRules: readonly Rule[] = [
  replicasHaveASecondRegion,
  replicationNeedsVersioning,
  copiesSuitTheClass,
];
