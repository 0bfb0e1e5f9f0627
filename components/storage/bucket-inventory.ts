/** How often S3 lists the objects of a bucket. */
export type InventoryFrequency = "none" | "weekly" | "daily";

/** Where in the log bucket the lists lie, below it bucket, inventory and day: for a query with Athena. */
export const INVENTORY_PREFIX = "inventory";

/** What a question about cost or protection asks of an object beside its key and version. */
const FIELDS = [
  "Size",
  "LastModifiedDate",
  "StorageClass",
  "IntelligentTieringAccessTier",
  "EncryptionStatus",
  "ReplicationStatus",
];

/**
 * An inventory as `s3.Inventory` takes it. All versions are listed, not the current ones alone: what grows unseen is
 * the old ones.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export function inventoryOf(frequency: Exclude<InventoryFrequency, "none">): {
  readonly name: string;
  readonly includedObjectVersions: "All";
  readonly schedule: { readonly frequency: "Weekly" | "Daily" };
  readonly optionalFields: string[];
} {
  return {
    // Part of the path of every list, so it says nothing that may change.
    name: "objects",
    includedObjectVersions: "All",
    schedule: { frequency: frequency === "weekly" ? "Weekly" : "Daily" },
    optionalFields: [...FIELDS],
  };
}
