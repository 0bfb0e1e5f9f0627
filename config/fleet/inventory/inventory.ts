import { withClassDefaults } from "../../../domain/storage/bucket-classes";
import type { Position, Problem } from "../../diagnostics/problem";
import { suggest } from "../../../domain/suggest";
import { cellPosition, type CsvRow, parseCsv } from "./csv";
import { problemAt, type ProblemDetails } from "./problems";
import { type Column, COLUMNS, readRow, REQUIRED_COLUMNS, type RowValues } from "./row";

/** One bucket of an inventory. */
export type InventoryRow = Pick<RowValues, "name" | "owner" | "costCenter" | "shard"> & {
  readonly state: RowValues["state"] | undefined;
  readonly movedFrom: RowValues["movedFrom"] | undefined;
  /** With the defaults of its class. */
  readonly settings: ReturnType<typeof withClassDefaults<Settings>>;
  /** The position of a cell, for findings. */
  readonly at: (column: Column) => Position;
};

type Settings = Omit<RowValues, "name" | "owner" | "costCenter" | "shard" | "state" | "movedFrom">;

export interface Inventory {
  /** Rows without a fault of their own. */
  readonly rows: readonly InventoryRow[];
  readonly problems: readonly Problem[];
}

const DELETE_QUOTE = "delete the quote: no cell of an inventory needs one";

/**
 * Reads every row, and reports every fault.
 *
 * @param file name of the inventory in the report
 */
export function readInventory(file: string, text: string): Inventory {
  const { rows, problem } = parseCsv(text);
  if (problem !== undefined) {
    const details = { code: "fleet/invalid-csv", message: problem.message, fix: [DELETE_QUOTE] } as const;
    return { rows: [], problems: [problemAt(file, problem.position, "row", details)] };
  }
  const [heading, ...others] = rows;
  const reader = new Reader(file, text.split(/\r?\n/));
  const columns = reader.readHeading(heading ?? { line: 1, cells: [] });
  // With a faulty heading, every row would have the same fault.
  const read = reader.problems.length > 0 ? [] : others.flatMap((row) => reader.readRow(row, columns) ?? []);
  return { rows: reader.withoutDuplicates(read), problems: reader.problems };
}

class Reader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly file: string,
    private readonly lines: readonly string[],
  ) {}

  /** The columns in the order of the file. */
  readHeading(heading: CsvRow): readonly Column[] {
    const missing = REQUIRED_COLUMNS.filter((column) => !heading.cells.includes(column));
    const meant = new Set<string>();
    for (const [index, cell] of heading.cells.entries()) {
      const at = cellPosition(this.lines, heading, index);
      if (heading.cells.indexOf(cell) < index) {
        this.#report(at, "heading", {
          code: "fleet/duplicate-column",
          message: "Two columns have this heading.",
          found: cell,
          fix: ["delete one of the two"],
        });
      } else if (!COLUMNS.some((column) => column === cell)) {
        const free = COLUMNS.filter((column) => !heading.cells.includes(column));
        const likely = suggest(cell, free);
        if (likely !== undefined) meant.add(likely);
        this.#report(at, "heading", {
          code: "fleet/unknown-column",
          message: `An inventory has no column of this name.${likely === undefined ? "" : ` Did you mean "${likely}"?`}`,
          found: cell === "" ? "(empty)" : cell,
          allowed: COLUMNS.join(", "),
          fix: [likely === undefined ? "delete the column" : `rename the column to ${likely}`],
        });
      }
    }
    const absent = missing.filter((column) => !meant.has(column));
    if (absent.length > 0) {
      this.#report({ line: heading.line, column: 1 }, "heading", {
        code: "fleet/missing-column",
        message: `The heading lacks the ${absent.length === 1 ? "column" : "columns"} ${absent.join(", ")}.`,
        allowed: `${REQUIRED_COLUMNS.join(", ")}, and optionally ${COLUMNS.slice(REQUIRED_COLUMNS.length).join(", ")}`,
        fix: ["add the missing columns to the first line"],
      });
    }
    return heading.cells as readonly Column[];
  }

  readRow(row: CsvRow, columns: readonly Column[]): InventoryRow | undefined {
    const at = (column: Column): Position => cellPosition(this.lines, row, columns.indexOf(column));
    const cells = new Map(columns.map((column, index) => [column, row.cells[index] ?? ""]));
    for (const [column, cell] of cells) if (cell === "") cells.delete(column);
    const name = cells.get("name") ?? "row";
    if (row.cells.length > columns.length) {
      this.#report({ line: row.line, column: 1 }, name, {
        code: "fleet/too-many-cells",
        message: `The row has ${row.cells.length} cells, and the heading has ${columns.length}.`,
        fix: ["delete the surplus cells; no value can contain a comma, semicolon or tab"],
      });
      return undefined;
    }
    const values = readRow(cells);
    if (!("name" in values)) {
      for (const { column, code, message, allowed, fix } of values) {
        const found = cells.get(column);
        this.#report(at(column), `${name}.${column}`, {
          code,
          message,
          ...(found === undefined ? {} : { found }),
          ...(allowed === undefined ? {} : { allowed }),
          fix: [fix],
        });
      }
      return undefined;
    }
    const { name: own, owner, costCenter, shard, state, movedFrom, ...settings } = values;
    return this.#checkRelations({
      name: own,
      owner,
      costCenter,
      shard,
      state,
      movedFrom,
      settings: withClassDefaults(settings),
      at,
    });
  }

  /** The first row of each name; the others are faults. */
  withoutDuplicates(rows: readonly InventoryRow[]): InventoryRow[] {
    const first = new Map<string, InventoryRow>();
    return rows.filter((row) => {
      const original = first.get(row.name);
      if (original === undefined) {
        first.set(row.name, row);
        return true;
      }
      this.#report(row.at("name"), `${row.name}.name`, {
        code: "fleet/duplicate-row",
        message: "Another row has the same name, which identifies one bucket.",
        found: row.name,
        see: [`line ${original.at("name").line}: shard ${original.shard}, owner ${original.owner}`],
        allowed: "one row for each bucket",
        fix: ["delete one of the rows, or give it another name"],
      });
      return false;
    });
  }

  /** Relations between the cells of a row, with the defaults of its class. */
  #checkRelations(row: InventoryRow): InventoryRow {
    if (row.settings.versioning && row.settings.noncurrentExpirationDays === undefined) {
      this.#report(row.at("noncurrentExpirationDays"), `${row.name}.noncurrentExpirationDays`, {
        code: "fleet/noncurrent-versions-never-expire",
        message:
          "The bucket is versioned and needs `noncurrentExpirationDays`: noncurrent versions are billed until they expire.",
        see: [`class ${row.settings.class}, which is versioned unless versioning is false`],
        allowed: "a whole number of days",
        fix: ["write 30"],
      });
    }
    if (row.movedFrom === row.shard) {
      this.#report(row.at("movedFrom"), `${row.name}.movedFrom`, {
        code: "fleet/moved-from-own-shard",
        message: "`movedFrom` is the shard that the row is in, so the bucket does not move.",
        found: row.shard,
        allowed: "another shard, or nothing",
        fix: ["empty the cell"],
      });
    }
    return row;
  }

  #report(position: Position, path: string, details: ProblemDetails): void {
    this.problems.push(problemAt(this.file, position, path, details));
  }
}
