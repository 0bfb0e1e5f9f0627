import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn } from "../../domain/arns";

/** How often S3 delivers an inventory. */
export type InventoryFrequency = "none" | "weekly" | "daily";

/** Prefix of inventories in the log bucket, followed by bucket, inventory and day, which Athena can query. */
export const INVENTORY_PREFIX = "inventory";

/** Fields about cost and protection, in addition to key and version. */
const FIELDS = [
  "Size",
  "LastModifiedDate",
  "StorageClass",
  "IntelligentTieringAccessTier",
  "EncryptionStatus",
  "ReplicationStatus",
];

export interface InventoryArgs {
  readonly region?: string | undefined;
  readonly accountId: string;
  readonly inventory?: InventoryFrequency | undefined;
  readonly logBucketName?: pulumi.Input<string> | undefined;
}

/**
 * Creates an inventory of all versions with their sizes, because a listing of the bucket does not show noncurrent versions.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export function createInventory(
  name: string,
  { region, accountId, inventory = "none", logBucketName }: InventoryArgs,
  bucket: s3.Bucket,
  options: pulumi.CustomResourceOptions,
): void {
  if (inventory === "none" || logBucketName === undefined) return;
  new s3.Inventory(
    `${name}-inventory`,
    {
      bucket: bucket.bucket,
      region,
      // Part of the path of every inventory, so it contains nothing that can change.
      name: "objects",
      includedObjectVersions: "All",
      schedule: { frequency: inventory === "weekly" ? "Weekly" : "Daily" },
      optionalFields: FIELDS,
      destination: {
        bucket: {
          accountId,
          bucketArn: pulumi.output(logBucketName).apply(bucketArn),
          prefix: INVENTORY_PREFIX,
          format: "Parquet",
        },
      },
    },
    options,
  );
}
