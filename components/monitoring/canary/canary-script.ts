import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

import { fitName } from "../../../domain/names";
import { Bucket } from "../../storage";

const FILE = "canary.js";
export const CANARY_HANDLER = "canary.handler";

export interface CanaryScriptArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  readonly logBucketName: pulumi.Input<string>;
  /** KMS key of the bucket. Undefined: a key of S3. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
}

/**
 * Creates a bucket with the script of the canaries as an archive. Its key has a hash of the script, so that another script
 * updates the canaries. Runtimes look for the script in the archive or in `nodejs/node_modules`, so it is in both places.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_WritingCanary_Nodejs.html
 */
export function createCanaryScript(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, region, logBucketName, encryptionKeyArn }: CanaryScriptArgs,
): s3.BucketObjectv2 {
  const bucket = new Bucket(
    `${name}-scripts`,
    {
      // The key of another bucket is before the account, so no bucket of storage.buckets has this name.
      bucketName: fitName(`${platformName}-${accountId}-${region}-canaries`, 63),
      accountId,
      versioning: true,
      lifecycle: { abortMultipartUploadDays: 1, noncurrentExpirationDays: 1 },
      // Only the script, which every update can upload again.
      forceDestroy: true,
      deletionProtection: false,
      logBucketName,
      encryptionKeyArn,
    },
    { parent },
  );
  const script = readFileSync(path.join(__dirname, FILE), "utf8");
  const source = new pulumi.asset.StringAsset(script);
  return new s3.BucketObjectv2(
    `${name}-script`,
    {
      bucket: bucket.bucketName,
      key: `${createHash("sha256").update(script).digest("hex").slice(0, 16)}.zip`,
      source: new pulumi.asset.AssetArchive({ [FILE]: source, [`nodejs/node_modules/${FILE}`]: source }),
    },
    { parent },
  );
}
