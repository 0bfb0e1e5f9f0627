import { stringify } from "csv-stringify/sync";
import { plainTable } from "../terminal/table";
import type { FORMATS } from "./command";

export type Format = (typeof FORMATS)[number];

/** A table of values for people and for programs. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  /** Header and cell of each column. */
  readonly columns: readonly Column<Row>[];
  /** The line below the table. */
  readonly summary: string;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** The cell on a terminal, if it differs. */
  readonly short?: (row: Row) => string;
  /** Too wide for a terminal. */
  readonly isWide?: true;
}

export function renderListing<Row>({ rows, columns, summary }: Listing<Row>, format: Format): string {
  if (format === "json") return JSON.stringify(rows, undefined, 2);
  const header = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  if (format === "csv") {
    const names = header.map((title) => title.toLowerCase().replaceAll(" ", "_"));
    return stringify([names, ...cells], { escape_formulas: true }).trimEnd();
  }
  if (format === "markdown") {
    const lines = [header, header.map(() => "---"), ...cells];
    return [...lines.map((line) => `| ${line.map(escaped).join(" | ")} |`), "", summary].join("\n");
  }
  const narrow = columns.filter(({ isWide }) => isWide !== true);
  const table = [
    narrow.map(({ title }) => title.toUpperCase()),
    ...rows.map((row) => narrow.map(({ cell, short = cell }) => short(row))),
  ];
  return `${plainTable(table)}\n\n${summary}`;
}

/** Characters that end a cell or begin markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|<>`*_[\]]/g, "\\$&").replaceAll(/\s+/g, " ");
}
