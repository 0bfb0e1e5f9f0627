import { z } from "zod";
import { distinct, text } from "../schema/fields";
import { storageSchema } from "../storage/schema";

const { encryption, keyDeletionWindowDays, deletionProtection, forceDestroy, logRetentionDays } = storageSchema.shape;

/** Names its log bucket and key; so short, that it leaves room in a bucket's name. */
export const shardName = text(
  /^[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?$/,
  "1 to 16 lowercase letters, digits and hyphens, no hyphen at either end",
);

export const fleetSchema = z
  .strictObject({
    inventory: text(
      /^(?!.*\.\.)[\w-][\w./ -]*\.csv$/,
      "the path of a CSV file in the folder of Pulumi.yaml or below it, such as buckets.csv",
    ).meta({
      description:
        "Inventory of all buckets of the fleet, a CSV file with a row for each; its path starts at the folder of Pulumi.yaml. Columns and rules: docs/fleet.md.",
      examples: ["buckets.csv"],
    }),
    shards: distinct(shardName.meta({ examples: ["a"] }))
      .min(1)
      .meta({
        description:
          "Shards of the inventory that this stack creates. A shard belongs to one stack; it has a log bucket of its own and, with customer-managed encryption, a key of its own ($1 a month).",
        examples: [["a"]],
      }),
    encryption,
    keyDeletionWindowDays,
    deletionProtection,
    forceDestroy,
    logRetentionDays,
  })
  .meta({ description: "A fleet of buckets from one inventory." });
