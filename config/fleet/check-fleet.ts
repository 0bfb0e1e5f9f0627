import { BUCKETS } from "../../domain/storage/quotas";
import { examine, type Found, report, type Verdict, verdictOf } from "../check/check";
import { edit, type Finding, set } from "../diagnostics/finding";
import {
  type InventoryRow,
  lockCommand,
  lockFileName,
  parseLock,
  problemAt,
  readInventory,
  staleness,
  unsaidChanges,
} from "./inventory";
import type { Problem } from "../diagnostics/problem";
import { type FleetConfig, type FleetParts, resolveFleet } from "./resolve-fleet";
import type { ReadableParts } from "../check/rules";
import { quotaFinding } from "../check/quota-finding";
import { FLEET_PARTS } from "../schema";
import type { ConfigSource } from "../source/source";
import { suggest } from "../../domain/suggest";

/** Longest bucket name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const LONGEST_BUCKET_NAME = 63;

/** Checks the stack file of a fleet, the whole inventory that it names, and the inventory's lock. */
export function checkFleet(source: ConfigSource, today: Date): Verdict<FleetConfig> {
  const { found, parts, rows } = examineFleet(source, today);
  const problems = [
    ...report(found, source, (other) => examineFleet(other, today).found.map(({ finding }) => finding)),
    ...checkInventory(source).problems,
    ...stackProblems(rows, parts, source),
  ];
  return verdictOf(source, problems, parts, () => resolveFleet(parts as FleetParts, rows));
}

function examineFleet(
  source: ConfigSource,
  today: Date,
): { found: readonly Found[]; parts: ReadableParts; rows: readonly InventoryRow[] } {
  const { found, parts } = examine(source, today, FLEET_PARTS);
  const { rows } = checkInventory(source);
  const others = [...shardsWithoutRows(rows, parts), ...bucketsBeyondTheAccount(rows, parts)];
  const inRows = others.map((finding) => ({ finding, defaults: {} }));
  return { found: [...found, ...missingInventory(source), ...inRows], parts, rows };
}

/** Everything that can be said about an inventory and its lock without a stack. */
function checkInventory(source: ConfigSource): { rows: readonly InventoryRow[]; problems: readonly Problem[] } {
  const { inventory } = source;
  if (inventory === undefined) return { rows: [], problems: [] };
  const { fileName, rows: text, lock: lockText } = inventory;
  if (text === undefined) return { rows: [], problems: [] };
  const { rows, problems } = readInventory(fileName, text);
  // What a faulty row was meant to be is not known, so neither is whether something is gone.
  if (problems.length > 0) return { rows, problems };
  return { rows, problems: lockProblems(fileName, rows, lockText) };
}

function missingInventory({ inventory }: ConfigSource): Found[] {
  if (inventory === undefined || inventory.rows !== undefined) return [];
  const finding = {
    path: ["fleet", "inventory"],
    message: "There is no such file in the folder of Pulumi.yaml.",
    allowed: "the path of a CSV file",
    fix: [edit("write the inventory, or name the one that is there")],
  };
  return [{ finding, defaults: {} }];
}

function lockProblems(fileName: string, rows: readonly InventoryRow[], text: string | undefined): readonly Problem[] {
  const lockFile = lockFileName(fileName);
  if (text === undefined) {
    const message = "The inventory has no lock: nothing would notice when a row goes.";
    return [problemAt(lockFile, { line: 1, column: 1 }, "lock", { message, fix: [lockCommand(fileName)] })];
  }
  const { lock, problems } = parseLock(text);
  if (problems.length > 0) {
    return problems.map(({ position, message }) =>
      problemAt(lockFile, position, "lock", {
        message,
        fix: [lockCommand(fileName)],
      }),
    );
  }
  const unsaid = unsaidChanges(fileName, rows, lock);
  return unsaid.length > 0 ? unsaid : staleness(fileName, rows, lock);
}

/** A shard without rows is a slip of the pen, more often than not. */
function shardsWithoutRows(rows: readonly InventoryRow[], { fleet }: ReadableParts): Finding[] {
  if (rows.length === 0 || fleet === undefined) return [];
  const known = [...new Set(rows.map(({ shard }) => shard))].sort();
  return fleet.shards.flatMap((shard, index) => {
    if (known.includes(shard)) return [];
    const path = ["fleet", "shards", index];
    const meant = suggest(shard, known);
    return [
      {
        path,
        message: "No row of the inventory is in this shard.",
        allowed: known.join(", "),
        fix: [meant === undefined ? edit("name a shard that the inventory has rows for") : set(path, meant)],
      },
    ];
  });
}

/** The buckets of the stack's shards, and the log bucket of each. */
function bucketsBeyondTheAccount(rows: readonly InventoryRow[], { fleet }: ReadableParts): Finding[] {
  if (fleet === undefined) return [];
  const own = rows.filter(({ state, shard }) => state !== "deleted" && fleet.shards.includes(shard));
  const findings = quotaFinding({
    path: ["fleet", "shards"],
    count: own.length + fleet.shards.length,
    quota: BUCKETS,
    remedy: "move shards to a stack in another account",
  });
  return [...findings];
}

/** What only this stack can say about its rows. */
function stackProblems(rows: readonly InventoryRow[], parts: ReadableParts, source: ConfigSource): Problem[] {
  const file = source.inventory?.fileName ?? "";
  return rows
    .filter(({ state }) => state !== "deleted")
    .flatMap((row) => [...nameTooLong(file, row, parts), ...moveUnprotected(file, row, parts)]);
}

/** The platform shortens long names by a hash; who reads an inventory must find its buckets by the names that it says. */
function nameTooLong(file: string, row: InventoryRow, { name, environment, aws, fleet }: ReadableParts): Problem[] {
  if (name === undefined || environment === undefined || aws === undefined) return [];
  if (fleet?.shards.includes(row.shard) !== true) return [];
  const bucketName = [name, environment, row.name, aws.accountId, aws.region].join("-");
  const excess = bucketName.length - LONGEST_BUCKET_NAME;
  if (excess <= 0) return [];
  return [
    problemAt(file, row.at("name"), `${row.name}.name`, {
      message: "Too long: S3 takes names of 63 characters, with platform, account and Region in them.",
      found: row.name,
      see: [`${bucketName}: ${bucketName.length} characters`],
      allowed: `a name of at most ${row.name.length - excess} characters`,
      fix: ["shorten the name"],
    }),
  ];
}

/** An update that comes before the state has moved finds no row for the bucket, and deletes what is not protected. */
function moveUnprotected(file: string, row: InventoryRow, { fleet, teardown }: ReadableParts): Problem[] {
  const { movedFrom, shard, state } = row;
  if (movedFrom === undefined || fleet === undefined) return [];
  // Within a stack a move is a change of settings.
  if (fleet.shards.includes(shard) === fleet.shards.includes(movedFrom)) return [];
  const isProtected = fleet.deletionProtection && teardown === undefined && state === undefined;
  if (isProtected && row.settings.class !== "scratch") return [];
  return [
    problemAt(file, row.at("movedFrom"), `${row.name}.movedFrom`, {
      message: "An update that comes before the state has moved would delete the bucket, because nothing protects it.",
      found: movedFrom,
      see: [
        `class ${row.settings.class}`,
        teardown === undefined ? `fleet.deletionProtection: ${fleet.deletionProtection}` : `teardown: ${teardown}`,
      ],
      allowed: "moves of buckets that are protected: not scratch, not retired, in stacks with deletionProtection",
      fix: ["protect it first, or add a row of another name and delete this one"],
    }),
  ];
}
