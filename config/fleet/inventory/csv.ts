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
  /** All rows that are not empty, the heading first. */
  readonly rows: readonly CsvRow[];
  /** What keeps the text from being read to its end. */
  readonly problem?: Unreadable;
}

/** Spreadsheets write the separator of their locale. No value of an inventory may contain any of these. */
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
    return {
      rows: [],
      problem: { position: { line, column: 1 }, message: MESSAGES[error.code] ?? "The inventory is not valid CSV." },
    };
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "The inventory is not valid CSV: a quote in this line or above is not closed.",
  CSV_INVALID_CLOSING_QUOTE: "The inventory is not valid CSV: text follows a closing quote.",
  INVALID_OPENING_QUOTE: "The inventory is not valid CSV: a quote is in the middle of a cell.",
};

/** The position of a cell; the start of its line if the row lacks the cell or has several lines. */
export function cellPosition(lines: readonly string[], { line, cells }: CsvRow, index: number): Position {
  const starts = cellStarts(lines[line - 1] ?? "");
  const column = starts.length === cells.length ? starts[index] : undefined;
  return { line, column: column ?? 1 };
}

/** The columns, 1-based, at which the cells of a line start. */
function cellStarts(line: string): number[] {
  const starts = [1];
  let isQuoted = false;
  for (const [index, character] of Array.from(line.replace(/^\uFEFF/, "")).entries()) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && DELIMITERS.includes(character)) starts.push(index + 2);
  }
  return starts;
}
