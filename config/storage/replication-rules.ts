import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Bucket = NonNullable<ReadableParts["storage"]>["buckets"][string];

const replicasHaveARegion: Rule = function* ({ storage, aws }) {
  if (aws === undefined || aws.secondRegion !== undefined) return;
  for (const [path] of replicatedBuckets(storage)) {
    yield {
      path: [...path, "replicate"],
      message: "There is no second Region for the replica to be in.",
      because: [["aws"]],
      allowed: "false, or true with aws.secondRegion",
      // Which Region data may go to is for its owner to say.
      fix: [edit("set aws.secondRegion to a Region that the data may be in")],
    };
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html */
const replicationNeedsVersions: Rule = function* ({ storage }) {
  for (const [path, { versioning }] of replicatedBuckets(storage)) {
    if (versioning) continue;
    yield {
      path: [...path, "replicate"],
      message: "S3 replicates versions, and the bucket keeps none.",
      because: [
        [...path, "versioning"],
        [...path, "class"],
      ],
      allowed: "false, or versioning true",
      fix: [remove([...path, "replicate"])],
    };
  }
};

const copiesAreMadeOnce: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key];
    if (bucket.class === "scratch" && bucket.replicate) {
      yield {
        path: [...path, "replicate"],
        message: "What is scratch is thrown away; a replica of it is paid for all the same.",
        because: [[...path, "class"]],
        allowed: "replicas of class data, logs, archive or backup",
        fix: [remove([...path, "replicate"])],
      };
    }
    if (bucket.class === "backup" && bucket.backup) {
      yield {
        path: [...path, "backup"],
        message: "The bucket holds copies already; copies of copies are paid for twice.",
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

export const replicationRules: readonly Rule[] = [replicasHaveARegion, replicationNeedsVersions, copiesAreMadeOnce];
