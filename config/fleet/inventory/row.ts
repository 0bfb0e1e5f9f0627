import { z } from "zod";
import { BUCKET_CLASSES } from "../../../domain/storage/bucket-classes";
import { shardName } from "../schema";
import { tagValue } from "../../tags/schema";
import { text } from "../../schema/fields";
import { suggest } from "../../../domain/suggest";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; dots would break TLS to the bucket. */
const name = text(
  /^(?!access-logs-)[a-z0-9](?!.*--)[a-z0-9-]{0,47}[a-z0-9]$/,
  "2 to 49 lowercase letters, digits and single hyphens, no hyphen at either end; not access-logs-…, the prefix of log buckets",
);

const days = text(/^[1-9]\d{0,3}$/, "a whole number of days, 1 to 9999").transform(Number);
const state = ["retired", "deleted"] as const;

/** A row's cells by column; empty ones are absent. */
const rowSchema = z.object({
  name,
  class: z.enum(BUCKET_CLASSES),
  owner: tagValue,
  costCenter: tagValue,
  shard: shardName,
  versioning: z
    .enum(["true", "false"])
    .transform((cell) => cell === "true")
    .exactOptional(),
  noncurrentExpirationDays: days.exactOptional(),
  expirationDays: days.exactOptional(),
  /** retired: the bucket has no deletion protection. deleted: the bucket does not exist any more. */
  state: z.enum(state).exactOptional(),
  /** The shard whose stack had the bucket, until its state has moved. */
  movedFrom: shardName.exactOptional(),
});

export type Column = keyof typeof rowSchema.shape;
export const COLUMNS = Object.keys(rowSchema.shape) as readonly Column[];
export const REQUIRED_COLUMNS = (rowSchema.safeParse({}).error?.issues ?? []).map(({ path }) => path[0] as Column);

/** One bucket as its row describes it, without the defaults of its class. */
export type RowValues = z.output<typeof rowSchema>;

/** What is wrong with one cell. */
export interface CellFault {
  readonly code: "fleet/missing-cell" | "fleet/invalid-cell";
  readonly column: Column;
  readonly message: string;
  readonly allowed?: string;
  readonly fix: string;
}

/** What the fix suggests to write, unless the cell is a misspelt word of a list. */
const SAMPLES: Readonly<Record<Column, string>> = {
  name: "a name such as team-invoices",
  class: "data",
  owner: "the owning team",
  costCenter: "the cost center, such as cc-1001",
  shard: "the shard of the stack that creates the bucket",
  versioning: "true or false",
  noncurrentExpirationDays: "30",
  expirationDays: "365",
  state: "nothing",
  movedFrom: "the shard from which the bucket moves, or nothing",
};

/** Reads the cells of a row: the values, or every fault. */
export function readRow(cells: ReadonlyMap<Column, string>): RowValues | readonly CellFault[] {
  const { success, data, error } = rowSchema.safeParse(Object.fromEntries(cells));
  return success ? data : error.issues.map((issue) => faultOf(issue, cells));
}

function faultOf(issue: z.core.$ZodIssue, cells: ReadonlyMap<Column, string>): CellFault {
  const column = issue.path[0] as Column;
  const cell = cells.get(column);
  const choices = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const allowed = choices.length > 0 ? `one of ${choices.join(", ")}` : issue.message;
  const meant = cell === undefined ? undefined : suggest(cell, choices);
  return {
    column,
    ...(cell === undefined
      ? {
          code: "fleet/missing-cell",
          message: `The row needs a value in the column \`${column}\`.`,
          ...(choices.length > 0 ? { allowed } : {}),
        }
      : { code: "fleet/invalid-cell", message: `\`${column}\` does not have an allowed value.`, allowed }),
    fix: `write ${meant ?? SAMPLES[column]}`,
  };
}
