import type { WorldObject } from "../world";
import type { Props } from "../props";
import type { Request, ResourceTable } from "./table";

export const BUCKET = "aws:s3/bucket:Bucket";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
export const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
export const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

/**
 * In S3 a setting of a bucket is not a separate object. A second resource for the same setting overwrites the first without
 * an error, and deletion of either removes the setting. The sandbox refuses the second resource.
 */
export function setting(
  what: string,
  moreRefusals: (request: Request, current?: WorldObject) => readonly string[] = () => [],
): ResourceTable {
  return {
    id: ({ inputs }) => String(inputs["bucket"]),
    refusals: (request, current) => {
      const { type, inputs, world } = request;
      const bucket = String(inputs["bucket"]);
      if (world.get(BUCKET, bucket) === undefined) return [`NoSuchBucket: the bucket "${bucket}" does not exist`];
      const taken = current === undefined && world.get(type, bucket) !== undefined;
      return [
        ...(taken ? [`the bucket "${bucket}" already has a ${what}, which this one would overwrite`] : []),
        ...moreRefusals(request, current),
      ];
    },
  };
}

export function versioningStatus(props: Props | undefined): unknown {
  return (props?.["versioningConfiguration"] as Props | undefined)?.["status"];
}

export function statements(policy: unknown): readonly Props[] {
  if (typeof policy !== "string") return [];
  return (JSON.parse(policy) as { Statement: readonly Props[] }).Statement;
}
