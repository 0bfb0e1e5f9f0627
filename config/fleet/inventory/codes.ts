import type { Codes } from "../../diagnostics/code";

/** Findings in an inventory or its lock. */
export const inventoryCodes = {
  "fleet/invalid-csv": {
    cause: "The inventory cannot be parsed as CSV, because of a quote that is not closed or is in the wrong place.",
    remedy: "Delete the quote; no cell of an inventory needs one.",
  },
  "fleet/duplicate-column": {
    cause: "Two columns have the same heading, so a row has two values for one setting.",
    remedy: "Delete one of the two columns.",
  },
  "fleet/unknown-column": {
    cause: "An inventory has no column of this name, so the values in it would have no effect.",
    remedy: "Correct the heading, or delete the column.",
  },
  "fleet/missing-column": {
    cause: "The heading lacks a column that every row needs.",
    remedy: "Add the column to the first line, and its value to each row.",
  },
  "fleet/too-many-cells": {
    cause: "The row has more cells than the heading, so it is unclear which cell belongs to which column.",
    remedy: "Delete the surplus cells; a value cannot contain a comma, semicolon or tab.",
  },
  "fleet/missing-cell": {
    cause: "The row has no value in a column that every row needs.",
    remedy: "Write a value in the cell.",
  },
  "fleet/invalid-cell": {
    cause: "The value in the cell does not have the form that the column requires.",
    remedy: "Write a value that the report allows.",
  },
  "fleet/duplicate-row": {
    cause: "Two rows have the same name, which identifies one bucket.",
    remedy: "Delete one of the rows, or give it another name.",
  },
  "fleet/noncurrent-versions-never-expire": {
    cause: "The bucket keeps noncurrent versions of objects without end, and each is billed.",
    remedy: "Set `noncurrentExpirationDays` to a number of days.",
  },
  "fleet/moved-from-own-shard": {
    cause: "`movedFrom` names the shard from which the bucket moves, and the row is in the same shard.",
    remedy: "Empty the cell, or name the earlier shard.",
  },
  "fleet/row-missing": {
    cause: "The lock lists the bucket and the inventory has no row for it, so the next update would delete the bucket.",
    remedy: "Restore the row; to delete the bucket, set `state` to deleted.",
  },
  "fleet/undeclared-move": {
    cause:
      "Each shard belongs to one stack. With another shard in its row, one stack would delete the bucket and another would create an empty one.",
    remedy: "Restore the shard; to move the bucket, set `movedFrom` to its earlier shard and follow docs/fleet.md.",
  },
  "fleet/lock-not-found": {
    cause: "The inventory has no lock. Without it, no check detects that a row is missing.",
    remedy: "Run `npm run fleet -- lock` with the name of the inventory.",
  },
  "fleet/invalid-lock": {
    cause: "A line of the lock is not a name and a shard, or repeats a name, as after a merge conflict.",
    remedy: "Run `npm run fleet -- lock` with the name of the inventory.",
  },
  "fleet/outdated-lock": {
    cause: "The inventory has changes that the lock does not contain yet.",
    remedy: "Run `npm run fleet -- lock` with the name of the inventory, and commit the lock.",
  },
} as const satisfies Codes<"fleet">;
