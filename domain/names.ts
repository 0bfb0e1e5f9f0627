import { createHash } from "node:crypto";

/** Longest bucket name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BUCKET_NAME_LENGTH = 63;
const HASH_LENGTH = 5;

/** A hyphen and seven random digits. */
const AUTONAME_SUFFIX_LENGTH = 8;

/**
 * The physical name of a bucket. Bucket names are global, so it contains account and Region. The end of a name that is too
 * long is replaced by a hash. This function must never change: another name replaces the bucket.
 */
export function bucketName(platformName: string, key: string, accountId: string, region: string): string {
  return fitName(wholeBucketName(platformName, key, accountId, region), BUCKET_NAME_LENGTH);
}

/** The name of a bucket before it is shortened. */
export function wholeBucketName(platformName: string, key: string, accountId: string, region: string): string {
  return `${platformName}-${key}-${accountId}-${region}`;
}

/**
 * Whether the auto-generated name of a logical name fits. If it does not fit, the preview fails, so no resource has such a
 * name. If it fits, another name would replace or rename existing resources.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
export function autonameFits(logicalName: string, maxLength: number): boolean {
  return logicalName.length + AUTONAME_SUFFIX_LENGTH <= maxLength;
}

/** Shortens a logical name so that the name that Pulumi makes of it has at most `maxLength` characters. */
export function fitAutoname(logicalName: string, maxLength: number): string {
  return fitName(logicalName, maxLength - AUTONAME_SUFFIX_LENGTH);
}

/** Shortens a name to `maxLength` by replacing its tail with a hash of the whole, so that different names stay different. */
export function fitName(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
  return `${name.slice(0, maxLength - HASH_LENGTH - 1)}-${hash}`;
}
