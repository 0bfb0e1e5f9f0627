import { CsvError, parse } from "csv-parse/sync";
import type { Position, Problem } from "../../diagnostics/problem";

/** Why a line cannot be read. */
export type Unreadable = Pick<Problem, "message"> & { readonly position: Position };

export interface CsvRow {
  /** The line that the row ends in, 1-based. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  /** All rows that hold anything, the heading first. */
  readonly rows: readonly CsvRow[];
  /** What keeps the text from being read to its end. */
  readonly problem?: Unreadable;
}

/** No value of an inventory may contain any of these, so each is a separator: spreadsheets write what their locale says. */
const DELIMITERS = [",", ";", "\t"];

/** Reads CSV as spreadsheets write it: with or without a byte order mark, with either line ending, with quotes or without. */
export function parseCsv(text: string): CsvTable {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: DELIMITERS,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    return { rows: parsed.map(({ info, record }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    return { rows: [], problem: { position: { line, column: 1 }, message: WORDS[error.code] ?? "Not CSV." } };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "Not CSV: a quote is opened here or above, and never closed.",
  CSV_INVALID_CLOSING_QUOTE: "Not CSV: text follows a closing quote.",
  INVALID_OPENING_QUOTE: "Not CSV: a quote in the middle of a cell; write the whole cell in quotes.",
};

/** Where a row's cell begins; the beginning of its line where there is no such cell, or the row has several lines. */
export function cellPosition(lines: readonly string[], { line, cells }: CsvRow, index: number): Position {
  const starts = cellStarts(lines[line - 1] ?? "");
  const column = starts.length === cells.length ? starts[index] : undefined;
  return { line, column: column ?? 1 };
}

/** The columns, 1-based, in which the cells of a line begin. */
function cellStarts(line: string): number[] {
  const starts = [1];
  let quoted = false;
  for (const [index, character] of Array.from(line.replace(/^\uFEFF/, "")).entries()) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && DELIMITERS.includes(character)) starts.push(index + 2);
  }
  return starts;
}
