import type { Problem } from "../../diagnostics/problem";
import type { InventoryRow } from "./inventory";
import type { Lock } from "./lock";
import { lockFileName } from "./lock";
import { problemAt } from "./problems";
import { listed } from "../../../domain/listed";
import { suggest } from "../../../domain/suggest";

/** How many names a message lists; it counts the others. */
const MOST_NAMES = 3;

/**
 * Changes that would delete a bucket, or create it a second time, without a `state` or `movedFrom` that declares it. Name
 * and shard identify a bucket, and only the lock records the earlier ones.
 */
export function undeclaredChanges(file: string, rows: readonly InventoryRow[], lock: Lock): Problem[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const added = rows.filter(({ name, state }) => !lock.has(name) && state !== "deleted");
  const lockFile = lockFileName(file);
  return [...lock].flatMap(([name, { shard, line }]) => {
    const row = byName.get(name);
    if (row === undefined) return [rowMissing(lockFile, name, line, added)];
    if (row.state === "deleted" || row.shard === shard || row.movedFrom === shard) return [];
    return [
      problemAt(file, row.at("shard"), `${name}.shard`, {
        code: "fleet/undeclared-move",
        message:
          "The shard of the bucket has changed: the stack of its earlier shard would delete the bucket, and that of the new one would create an empty one.",
        found: row.shard,
        see: [`${lockFile} (line ${line}): ${shard}`],
        allowed: `${shard}, or movedFrom ${shard} with the steps in docs/fleet.md`,
        fix: [`write ${shard}`],
      }),
    ];
  });
}

function rowMissing(lockFile: string, name: string, line: number, added: readonly InventoryRow[]): Problem {
  const successor = suggest(
    name,
    added.map((row) => row.name),
  );
  const message =
    successor === undefined
      ? "The inventory has no row for this bucket, so the next update would delete it."
      : `The inventory has no row for this bucket, so the next update would delete it. A row with the new name \`${successor}\` creates another bucket, without its objects.`;
  return problemAt(lockFile, { line, column: 1 }, name, {
    code: "fleet/row-missing",
    message,
    allowed: "a row with this name; to delete the bucket, with state deleted",
    fix: ["restore the row"],
  });
}

/** One problem for all changes that the lock does not contain yet. */
export function outdatedLock(file: string, rows: readonly InventoryRow[], lock: Lock): Problem[] {
  const existing = rows.filter(({ state }) => state !== "deleted");
  const changes = [
    ...named(
      "new",
      existing.filter(({ name }) => !lock.has(name)),
    ),
    ...named(
      "moved",
      existing.filter(({ name, shard }) => lock.has(name) && lock.get(name)?.shard !== shard),
    ),
    ...named(
      "deleted",
      rows.filter(({ name, state }) => state === "deleted" && lock.has(name)),
    ),
  ];
  if (changes.length === 0) return [];
  return [
    problemAt(lockFileName(file), { line: 1, column: 1 }, "lock", {
      code: "fleet/outdated-lock",
      message: `The lock does not contain the latest changes of the inventory: ${changes.join("; ")}.`,
      fix: [lockCommand(file)],
    }),
  ];
}

export function lockCommand(file: string): string {
  return `npm run fleet -- lock ${file}`;
}

function named(verb: string, rows: readonly InventoryRow[]): string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ name }) => name);
  return [`${rows.length} ${verb} (${listed(names, MOST_NAMES)})`];
}
