import { z } from "zod";
import { distinct, text } from "../schema/fields";
import { storageSchema } from "../storage/schema";

const { encryption, keyDeletionWindowDays, deletionProtection, forceDestroy, logRetentionDays } = storageSchema.shape;

/** Part of the name of the shard's log bucket and key, so it is short enough for a bucket name. */
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
        "Path of the inventory, relative to the folder of Pulumi.yaml: a CSV file with a row for each bucket of the fleet. Columns and rules: docs/fleet.md.",
      examples: ["buckets.csv"],
    }),
    shards: distinct(shardName.meta({ examples: ["a"] }))
      .min(1)
      .meta({
        description:
          "Shards of the inventory that this stack creates. A shard belongs to one stack. Each shard has its own log bucket and, with customer-managed encryption, its own key ($1 a month).",
        examples: [["a"]],
      }),
    encryption,
    keyDeletionWindowDays,
    deletionProtection,
    forceDestroy,
    logRetentionDays,
  })
  .meta({ description: "A fleet of buckets from one inventory." });
