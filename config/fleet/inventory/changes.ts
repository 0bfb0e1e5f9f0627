import type { Problem } from "../../diagnostics/problem";
import type { InventoryRow } from "./inventory";
import type { Lock } from "./lock";
import { lockFileName } from "./lock";
import { problemAt } from "./problems";
import { suggest } from "../../../domain/suggest";

/** How many names a sentence lists before it counts. */
const MOST_NAMES = 3;

/**
 * Changes that would delete a bucket, or create it a second time, and that no row speaks of. A bucket's name and shard
 * are its identity: nothing but the lock remembers what they were.
 */
export function unsaidChanges(file: string, rows: readonly InventoryRow[], lock: Lock): Problem[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const added = rows.filter(({ name, state }) => !lock.has(name) && state !== "deleted");
  const lockFile = lockFileName(file);
  return [...lock].flatMap(([name, { shard, line }]) => {
    const row = byName.get(name);
    if (row === undefined) return [goneProblem(lockFile, name, line, added)];
    if (row.state === "deleted" || row.shard === shard || row.movedFrom === shard) return [];
    return [
      problemAt(file, row.at("shard"), `${name}.shard`, {
        message: "Another shard is another stack: there it would be created, here deleted.",
        found: row.shard,
        see: [`${lockFile} (line ${line}): ${shard}`],
        allowed: `${shard}, or movedFrom ${shard} (docs/fleet.md says what has to be done beside it)`,
        fix: [`write ${shard}`],
      }),
    ];
  });
}

function goneProblem(lockFile: string, name: string, line: number, added: readonly InventoryRow[]): Problem {
  const successor = suggest(
    name,
    added.map((row) => row.name),
  );
  const message =
    successor === undefined
      ? "The inventory has no row for this bucket, so it would be deleted."
      : `The inventory has no row for this bucket. If ${successor} is its new name: objects do not follow a name.`;
  return problemAt(lockFile, { line, column: 1 }, name, {
    message,
    allowed: "a row with this name; with state deleted when the bucket is to go",
    fix: ["put the row back"],
  });
}

/** One problem for all that the lock has still to take over; nothing when it says what the rows say. */
export function staleness(file: string, rows: readonly InventoryRow[], lock: Lock): Problem[] {
  const there = rows.filter(({ state }) => state !== "deleted");
  const changes = [
    ...named(
      "new",
      there.filter(({ name }) => !lock.has(name)),
    ),
    ...named(
      "moved",
      there.filter(({ name, shard }) => lock.has(name) && lock.get(name)?.shard !== shard),
    ),
    ...named(
      "deleted",
      rows.filter(({ name, state }) => state === "deleted" && lock.has(name)),
    ),
  ];
  if (changes.length === 0) return [];
  return [
    problemAt(lockFileName(file), { line: 1, column: 1 }, "lock", {
      message: `The lock is older than the inventory: ${changes.join("; ")}.`,
      fix: [lockCommand(file)],
    }),
  ];
}

export function lockCommand(file: string): string {
  return `npm run fleet -- lock ${file}`;
}

function named(verb: string, rows: readonly InventoryRow[]): string[] {
  if (rows.length === 0) return [];
  const rest = rows.length - MOST_NAMES;
  const names = rows.slice(0, MOST_NAMES).map(({ name }) => name);
  return [`${rows.length} ${verb} (${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`];
}
