import { listed } from "../../domain/listed";
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
  outdatedLock,
  undeclaredChanges,
} from "./inventory";
import type { Problem } from "../diagnostics/problem";
import { type FleetConfig, type FleetParts, resolveFleet } from "./resolve-fleet";
import type { ReadableParts } from "../check/rules";
import { quotaFinding } from "../check/quota-finding";
import { FLEET_PARTS } from "../schema";
import type { ConfigSource } from "../source/source";
import { BUCKET_NAME_LENGTH, wholeBucketName } from "../../domain/names";
import { suggest } from "../../domain/suggest";
import { ruleViolation } from "../../domain/tags/tag-rules";
import { formatPath } from "../source/path";

/** Checks the stack file of a fleet, the whole inventory that it names, and the lock of the inventory. */
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

/** Every fault of an inventory and its lock that does not depend on the stack. */
function checkInventory(source: ConfigSource): { rows: readonly InventoryRow[]; problems: readonly Problem[] } {
  const { inventory } = source;
  if (inventory === undefined) return { rows: [], problems: [] };
  const { fileName, rows: text, lock: lockText } = inventory;
  if (text === undefined) return { rows: [], problems: [] };
  const { rows, problems } = readInventory(fileName, text);
  // A faulty row may have a wrong name, so it is not known which buckets lack a row.
  if (problems.length > 0) return { rows, problems };
  return { rows, problems: lockProblems(fileName, rows, lockText) };
}

function missingInventory({ inventory }: ConfigSource): Found[] {
  if (inventory === undefined || inventory.rows !== undefined) return [];
  const finding = {
    code: "fleet/inventory-not-found",
    path: ["fleet", "inventory"],
    message: "The folder of Pulumi.yaml does not contain the file that `fleet.inventory` names.",
    allowed: "the path of a CSV file",
    fix: [edit("create the inventory, or correct `fleet.inventory`")],
  } as const;
  return [{ finding, defaults: {} }];
}

function lockProblems(fileName: string, rows: readonly InventoryRow[], text: string | undefined): readonly Problem[] {
  const lockFile = lockFileName(fileName);
  if (text === undefined) {
    const message = "The inventory has no lock, so no check would detect that a row is missing.";
    const details = { code: "fleet/lock-not-found", message, fix: [lockCommand(fileName)] } as const;
    return [problemAt(lockFile, { line: 1, column: 1 }, "lock", details)];
  }
  const { lock, problems } = parseLock(text);
  if (problems.length > 0) {
    return problems.map(({ position, message }) =>
      problemAt(lockFile, position, "lock", {
        code: "fleet/invalid-lock",
        message,
        fix: [lockCommand(fileName)],
      }),
    );
  }
  const undeclared = undeclaredChanges(fileName, rows, lock);
  return undeclared.length > 0 ? undeclared : outdatedLock(fileName, rows, lock);
}

/** A shard without rows is probably misspelt. */
function shardsWithoutRows(rows: readonly InventoryRow[], { fleet }: ReadableParts): Finding[] {
  if (rows.length === 0 || fleet === undefined) return [];
  const known = [...new Set(rows.map(({ shard }) => shard))].sort();
  return fleet.shards.flatMap((shard, index): Finding[] => {
    if (known.includes(shard)) return [];
    const path = ["fleet", "shards", index];
    const meant = suggest(shard, known);
    return [
      {
        code: "fleet/shard-without-rows",
        path,
        message: "No row of the inventory has this shard.",
        allowed: listed(known),
        fix: [meant === undefined ? edit("name a shard that rows of the inventory have") : set(path, meant)],
      },
    ];
  });
}

/** Counts the buckets in the shards of the stack, and the log bucket of each shard. */
function bucketsBeyondTheAccount(rows: readonly InventoryRow[], { fleet }: ReadableParts): Finding[] {
  if (fleet === undefined) return [];
  const own = rows.filter(({ state, shard }) => state !== "deleted" && fleet.shards.includes(shard));
  const findings = quotaFinding({
    code: "fleet/too-many-buckets",
    path: ["fleet", "shards"],
    count: own.length + fleet.shards.length,
    quota: BUCKETS,
    remedy: "move shards to a stack in another account",
  });
  return [...findings];
}

/** Faults of rows that depend on the stack. */
function stackProblems(rows: readonly InventoryRow[], parts: ReadableParts, source: ConfigSource): Problem[] {
  const file = source.inventory?.fileName ?? "";
  return rows
    .filter(({ state }) => state !== "deleted")
    .flatMap((row) => [
      ...nameTooLong(file, row, parts),
      ...tagNotAllowed(file, row, parts),
      ...unprotectedMove(file, row, parts),
    ]);
}

/** The platform shortens other long names by a hash; buckets of an inventory must be recognizable by its names. */
function nameTooLong(file: string, row: InventoryRow, { name, environment, aws, fleet }: ReadableParts): Problem[] {
  if (name === undefined || environment === undefined || aws === undefined) return [];
  if (fleet?.shards.includes(row.shard) !== true) return [];
  const bucketName = wholeBucketName(`${name}-${environment}`, row.name, aws.accountId, aws.region);
  const excess = bucketName.length - BUCKET_NAME_LENGTH;
  if (excess <= 0) return [];
  return [
    problemAt(file, row.at("name"), `${row.name}.name`, {
      code: "fleet/bucket-name-too-long",
      message: "The bucket name, with platform, account and Region, is longer than the 63 characters that S3 accepts.",
      found: row.name,
      see: [`${bucketName}: ${bucketName.length} characters`],
      allowed: `a name of at most ${row.name.length - excess} characters`,
      fix: ["shorten the name"],
    }),
  ];
}

/** The rules of the stack hold for tags that a row overrides as well. */
function tagNotAllowed(file: string, row: InventoryRow, { tags, fleet }: ReadableParts): Problem[] {
  if (tags === undefined || fleet?.shards.includes(row.shard) !== true) return [];
  return (["owner", "costCenter"] as const).flatMap((column): Problem[] => {
    const violation = ruleViolation(row[column], tags.required[tags.keys[column]] ?? {});
    if (violation === undefined) return [];
    const rule = formatPath(["tags", "required", tags.keys[column]]);
    return [
      problemAt(file, row.at(column), `${row.name}.${column}`, {
        code: "tags/value-not-allowed",
        message: `${violation.message} The rule is \`${rule}\`.`,
        found: row[column],
        allowed: violation.allowed,
        fix: [`correct \`${column}\` of the row`],
      }),
    ];
  });
}

/** An update that runs before the state has moved finds no row for the bucket, and deletes it unless it is protected. */
function unprotectedMove(file: string, row: InventoryRow, { fleet, teardown }: ReadableParts): Problem[] {
  const { movedFrom, shard, state } = row;
  if (movedFrom === undefined || fleet === undefined) return [];
  // A move within one stack only changes settings of the bucket.
  if (fleet.shards.includes(shard) === fleet.shards.includes(movedFrom)) return [];
  const isProtected = fleet.deletionProtection && teardown === undefined && state === undefined;
  if (isProtected && row.settings.class !== "scratch") return [];
  return [
    problemAt(file, row.at("movedFrom"), `${row.name}.movedFrom`, {
      code: "fleet/unprotected-move",
      message:
        "The bucket moves to another stack without deletion protection: an update that runs before its state has moved would delete it.",
      found: movedFrom,
      see: [
        `class ${row.settings.class}`,
        teardown === undefined
          ? `fleet.deletionProtection: ${fleet.deletionProtection}`
          : `teardown: ${[teardown].flat().join(", ")}`,
      ],
      allowed:
        "a move of a protected bucket: not of class scratch, not retired, and in a stack with deletionProtection",
      fix: ["protect the bucket first, or add a row with another name and delete this one"],
    }),
  ];
}
