import { withClassDefaults } from "../../../domain/storage/bucket-classes";
import type { Position, Problem } from "../../diagnostics/problem";
import { suggest } from "../../../domain/suggest";
import { cellPosition, type CsvRow, parseCsv } from "./csv";
import { problemAt } from "./problems";
import { type Column, COLUMNS, readRow, REQUIRED_COLUMNS, type RowValues } from "./row";

/** One bucket of an inventory. */
export type InventoryRow = Pick<RowValues, "name" | "owner" | "costCenter" | "shard"> & {
  readonly state: RowValues["state"] | undefined;
  readonly movedFrom: RowValues["movedFrom"] | undefined;
  /** What its class decides filled in. */
  readonly settings: ReturnType<typeof withClassDefaults<Settings>>;
  /** Where each of its cells stands, for what turns out to be wrong with it later. */
  readonly at: (column: Column) => Position;
};

type Settings = Omit<RowValues, "name" | "owner" | "costCenter" | "shard" | "state" | "movedFrom">;

export interface Inventory {
  /** Rows without a mistake of their own. */
  readonly rows: readonly InventoryRow[];
  readonly problems: readonly Problem[];
}

const QUOTING = "no cell of an inventory needs a quote: delete it";

/** Reads every row, and tells everything that is wrong with any. `file` is what the problems call it. */
export function readInventory(file: string, text: string): Inventory {
  const { rows, problem } = parseCsv(text);
  if (problem !== undefined)
    return { rows: [], problems: [problemAt(file, problem.position, "row", { ...problem, fix: [QUOTING] })] };
  const [heading, ...others] = rows;
  const reader = new Reader(file, text.split(/\r?\n/));
  const columns = reader.readHeading(heading ?? { line: 1, cells: [] });
  // Under a heading with a mistake every row would be told to have the same one.
  const read = reader.problems.length > 0 ? [] : others.flatMap((row) => reader.readRow(row, columns) ?? []);
  return { rows: reader.withoutTwins(read), problems: reader.problems };
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
        this.#tell(at, "heading", {
          message: "The column is there twice.",
          found: cell,
          fix: ["delete one of the two"],
        });
      } else if (!COLUMNS.some((column) => column === cell)) {
        const free = COLUMNS.filter((column) => !heading.cells.includes(column));
        const likely = suggest(cell, free);
        if (likely !== undefined) meant.add(likely);
        this.#tell(at, "heading", {
          message: likely === undefined ? "Unknown column." : `Unknown column. Did you mean "${likely}"?`,
          found: cell === "" ? "(empty)" : cell,
          allowed: COLUMNS.join(", "),
          fix: [likely === undefined ? "delete the column" : `rename the column to ${likely}`],
        });
      }
    }
    const absent = missing.filter((column) => !meant.has(column));
    if (absent.length > 0) {
      this.#tell({ line: heading.line, column: 1 }, "heading", {
        message: `The ${absent.length === 1 ? "column is" : "columns are"} missing: ${absent.join(", ")}.`,
        allowed: `${REQUIRED_COLUMNS.join(", ")}, and optionally ${COLUMNS.slice(REQUIRED_COLUMNS.length).join(", ")}`,
        fix: ["add to the first line what is missing"],
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
      this.#tell({ line: row.line, column: 1 }, name, {
        message: `The row has ${row.cells.length} cells, the heading ${columns.length}.`,
        fix: ["delete what has no column; no cell may hold a comma, semicolon or tab"],
      });
      return undefined;
    }
    const values = readRow(cells);
    if (!("name" in values)) {
      for (const { column, message, allowed, fix } of values) {
        const found = cells.get(column);
        this.#tell(at(column), `${name}.${column}`, {
          message,
          ...(found === undefined ? {} : { found }),
          ...(allowed === undefined ? {} : { allowed }),
          fix: [fix],
        });
      }
      return undefined;
    }
    const { name: own, owner, costCenter, shard, state, movedFrom, ...settings } = values;
    return this.#agreesWithItself({
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

  /** A name twice is one bucket with two rows: both are told, neither is right. */
  withoutTwins(rows: readonly InventoryRow[]): InventoryRow[] {
    const first = new Map<string, InventoryRow>();
    return rows.filter((row) => {
      const twin = first.get(row.name);
      if (twin === undefined) {
        first.set(row.name, row);
        return true;
      }
      this.#tell(row.at("name"), `${row.name}.name`, {
        message: "Another row has this name.",
        found: row.name,
        see: [`line ${twin.at("name").line}: shard ${twin.shard}, owner ${twin.owner}`],
        allowed: "one row for each bucket",
        fix: ["delete one of the two, or name it otherwise"],
      });
      return false;
    });
  }

  /** What holds between the cells of a row, its class's defaults included. */
  #agreesWithItself(row: InventoryRow): InventoryRow {
    if (row.settings.versioning && row.settings.noncurrentExpirationDays === undefined) {
      this.#tell(row.at("noncurrentExpirationDays"), `${row.name}.noncurrentExpirationDays`, {
        message: "A versioned bucket must say when old versions expire: they are billed until then.",
        see: [`class ${row.settings.class}, which keeps versions unless versioning says false`],
        allowed: "a whole number of days",
        fix: ["write 30"],
      });
    }
    if (row.movedFrom === row.shard) {
      this.#tell(row.at("movedFrom"), `${row.name}.movedFrom`, {
        message: "Moved from the shard that it is in.",
        found: row.shard,
        allowed: "another shard, or nothing",
        fix: ["write nothing"],
      });
    }
    return row;
  }

  #tell(position: Position, about: string, told: Parameters<typeof problemAt>[3]): void {
    this.problems.push(problemAt(this.file, position, about, told));
  }
}
