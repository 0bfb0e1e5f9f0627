import { z } from "zod";

import type { BucketResource, ObjectsResource } from "../../domain/waste/resources";
import { STALE_BUCKET_DAYS } from "../../domain/waste/thresholds";
import { ToolError } from "../terminal/tool";
import { ask, type Scope, type Skip } from "./ask";
import { tagList, time } from "./fields";
import { dailyAverages, type Metric } from "./metrics";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Objects of an entry that are listed, and those of which tags are read: the limits that `budgets.waste.objects` states. */
const MOST_OBJECTS = 10_000;
const MOST_TAGGED = 1000;

const buckets = z.object({
  Buckets: z.array(z.object({ Name: z.string(), CreationDate: time.optional() })).default([]),
});
const tagging = z.object({ TagSet: tagList });

/** The buckets of the account in the Region. Policies may deny some of them, such as those of the bootstrap. */
export async function readBuckets(scope: Scope, skip: Skip): Promise<readonly BucketResource[]> {
  const inRegion = ["--bucket-region", scope.region];
  const { Buckets } = await ask(scope, ["s3api", "list-buckets", ...inRegion], buckets);
  const metricsOf = (StorageType: string, name: string): Metric[] =>
    Buckets.map(({ Name }) => ({ namespace: "AWS/S3", name, dimensions: { BucketName: Name, StorageType } }));
  const counts = await dailyAverages(metricsOf("AllStorageTypes", "NumberOfObjects"), STALE_BUCKET_DAYS, scope);
  const sizes = await dailyAverages(metricsOf("StandardStorage", "BucketSizeBytes"), STALE_BUCKET_DAYS, scope);
  const resources: BucketResource[] = [];
  for (const [index, { Name, CreationDate }] of Buckets.entries()) {
    const tags = await tagsOfBucket(Name, scope).catch((error: unknown) => {
      if (!(error instanceof ToolError)) throw error;
      skip(`bucket ${Name}`, error.message);
      return undefined;
    });
    if (tags === undefined) continue;
    const objects = counts[index] ?? [];
    const bytes = sizes[index] ?? [];
    resources.push({
      type: "bucket",
      id: Name,
      tags,
      created: CreationDate,
      // A bucket without objects in the class Standard has no size there.
      days: objects.map((count, day) => ({ objects: count, bytes: bytes[day] ?? 0 })),
    });
  }
  return resources;
}

/** S3 answers with an error for a bucket without tags. */
async function tagsOfBucket(bucket: string, scope: Scope): Promise<BucketResource["tags"]> {
  const aws: Scope["aws"] = async (args) => {
    const result = await scope.aws(args);
    return result.stderr.includes("NoSuchTagSet") ? { exitCode: 0, stdout: '{"TagSet":[]}', stderr: "" } : result;
  };
  const { TagSet } = await ask({ ...scope, aws }, ["s3api", "get-bucket-tagging", "--bucket", bucket], tagging);
  return TagSet;
}

/** An entry of `budgets.waste.objects`. */
export interface OldObjects {
  readonly bucket: string;
  readonly prefix: string;
  /** `key=value` */
  readonly tag?: string;
  readonly olderThanDays: number;
}

const listing = z.object({
  Contents: z.array(z.object({ Key: z.string(), LastModified: time, Size: z.number() })).default([]),
  NextToken: z.string().optional(),
});

/** Reads no object. */
export async function readObjects(entry: OldObjects, scope: Scope): Promise<ObjectsResource> {
  const { bucket, prefix, tag, olderThanDays } = entry;
  const place = ["--bucket", bucket, ...(prefix === "" ? [] : ["--prefix", prefix])];
  const args = ["s3api", "list-objects-v2", ...place, "--max-items", String(MOST_OBJECTS)];
  const { Contents, NextToken } = await ask(scope, args, listing);
  const latest = scope.today.getTime() - olderThanDays * DAY_MS;
  const old = Contents.filter(({ LastModified }) => LastModified.getTime() < latest);
  const checked = tag === undefined ? old : old.slice(0, MOST_TAGGED);
  const matching = [];
  for (const object of checked) {
    if (tag === undefined || (await hasTag(bucket, object.Key, tag, scope))) matching.push(object);
  }
  return {
    type: "objects",
    id: `s3://${bucket}/${prefix}${tag === undefined ? "" : ` with the tag ${tag}`}`,
    tags: {},
    count: matching.length,
    bytes: matching.reduce((sum, { Size }) => sum + Size, 0),
    olderThanDays,
    isPartial: NextToken !== undefined || checked.length < old.length,
  };
}

async function hasTag(bucket: string, key: string, tag: string, scope: Scope): Promise<boolean> {
  const args = ["s3api", "get-object-tagging", "--bucket", bucket, "--key", key];
  const { TagSet } = await ask(scope, args, tagging);
  return Object.entries(TagSet).some(([name, value]) => `${name}=${value}` === tag);
}
