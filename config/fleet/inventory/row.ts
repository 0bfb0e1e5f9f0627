import { z } from "zod";
import { BUCKET_CLASSES } from "../../../domain/storage/bucket-classes";
import { shardName } from "../schema";
import { tagValue } from "../../tags/schema";
import { text } from "../../schema/fields";
import { suggest } from "../../../domain/suggest";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; dots would break TLS to the bucket. */
const name = text(
  /^(?!access-logs-)[a-z0-9](?!.*--)[a-z0-9-]{0,47}[a-z0-9]$/,
  "2 to 49 lowercase letters, digits and single hyphens, none at either end; not access-logs-…, which the log buckets have",
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
  /** retired: no longer protected. deleted: not there, and the row only says so. */
  state: z.enum(state).exactOptional(),
  /** The shard whose stack held the bucket until now, as long as its state is on the way. */
  movedFrom: shardName.exactOptional(),
});

export type Column = keyof typeof rowSchema.shape;
export const COLUMNS = Object.keys(rowSchema.shape) as readonly Column[];
export const REQUIRED_COLUMNS = (rowSchema.safeParse({}).error?.issues ?? []).map(({ path }) => path[0] as Column);

/** One bucket as its row describes it, by what is written there alone. */
export type RowValues = z.output<typeof rowSchema>;

/** What is wrong with one cell. */
export interface CellComplaint {
  readonly column: Column;
  readonly message: string;
  readonly allowed?: string;
  readonly fix: string;
}

/** Examples to mend a row with, where no word of a list was meant. */
const SAMPLES: Readonly<Record<Column, string>> = {
  name: "a name such as team-invoices",
  class: "data",
  owner: "the owning team",
  costCenter: "who pays, such as cc-1001",
  shard: "the shard of the stack that is to hold it",
  versioning: "true or false",
  noncurrentExpirationDays: "30",
  expirationDays: "365",
  state: "nothing",
  movedFrom: "the shard that it comes from, or nothing",
};

/** Reads a row's cells: values, or everything that is wrong with them. */
export function readRow(cells: ReadonlyMap<Column, string>): RowValues | readonly CellComplaint[] {
  const { success, data, error } = rowSchema.safeParse(Object.fromEntries(cells));
  return success ? data : error.issues.map((issue) => complaintOf(issue, cells));
}

function complaintOf(issue: z.core.$ZodIssue, cells: ReadonlyMap<Column, string>): CellComplaint {
  const column = issue.path[0] as Column;
  const cell = cells.get(column);
  const choices = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const allowed = choices.length > 0 ? `one of ${choices.join(", ")}` : issue.message;
  const meant = cell === undefined ? undefined : suggest(cell, choices);
  return {
    column,
    ...(cell === undefined
      ? { message: "Required, but empty.", ...(choices.length > 0 ? { allowed } : {}) }
      : { message: choices.length > 0 ? "Not one of the allowed values." : "Not in the allowed form.", allowed }),
    fix: `write ${meant ?? SAMPLES[column]}`,
  };
}
