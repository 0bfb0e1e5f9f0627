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

/**
 * The arguments of `s3.Inventory`. The inventory contains all versions, because a listing of the bucket does not show
 * noncurrent versions.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export function inventoryOf(frequency: Exclude<InventoryFrequency, "none">): {
  readonly name: string;
  readonly includedObjectVersions: "All";
  readonly schedule: { readonly frequency: "Weekly" | "Daily" };
  readonly optionalFields: string[];
} {
  return {
    // Part of the path of every inventory, so it contains nothing that can change.
    name: "objects",
    includedObjectVersions: "All",
    schedule: { frequency: frequency === "weekly" ? "Weekly" : "Daily" },
    optionalFields: [...FIELDS],
  };
}
