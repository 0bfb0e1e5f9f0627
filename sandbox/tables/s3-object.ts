import { BUCKET } from "./s3-setting";
import type { ServiceTable } from "./table";

export const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

/** Objects that a program uploads. */
export const s3Object: ServiceTable = {
  [OBJECT]: {
    id: ({ inputs }) => `${String(inputs["bucket"])}/${String(inputs["key"])}`,
    outputs: {
      arn: ({ inputs }) => `arn:aws:s3:::${String(inputs["bucket"])}/${String(inputs["key"])}`,
      etag: ({ hex }) => hex(32),
      versionId: ({ hex }) => hex(32),
    },
    refusals: ({ inputs, world }) =>
      world.get(BUCKET, String(inputs["bucket"])) === undefined
        ? [`NoSuchBucket: the bucket "${String(inputs["bucket"])}" does not exist`]
        : [],
  },
};
