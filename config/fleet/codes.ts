import type { Codes } from "../diagnostics/code";
import { inventoryCodes } from "./inventory/codes";

export const fleetCodes = {
  "fleet/inventory-not-found": {
    cause:
      "`fleet.inventory` names a file that does not exist in the folder of Pulumi.yaml, so the buckets are unknown.",
    remedy: "Create the inventory, or correct `fleet.inventory`.",
  },
  "fleet/shard-without-rows": {
    cause:
      "No row of the inventory has this shard, so the stack would create no buckets for it. The shard may be misspelt.",
    remedy: "Name a shard that rows of the inventory have, or add the rows.",
  },
  "fleet/too-many-buckets": {
    cause:
      "The stack needs more buckets than [one account may have](https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html).",
    remedy: "Request a higher quota, or move shards to a stack in another account.",
  },
  "fleet/bucket-name-too-long": {
    cause:
      "S3 accepts bucket names of [at most 63 characters](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html), and the name consists of platform, environment, row, account and Region.",
    remedy: "Shorten `name` in the row.",
  },
  "fleet/unprotected-move": {
    cause:
      "A bucket moves to another stack together with its state. If an update runs before the state has moved, it deletes the bucket, unless deletion protection prevents it.",
    remedy: "Turn on the protection and update before the move.",
  },
  ...inventoryCodes,
} as const satisfies Codes<"fleet">;
