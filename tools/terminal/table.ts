import Table from "cli-table3";

const FRAME = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];

/** Renders aligned columns without borders, which logs would break. */
export function plainTable(
  rows: readonly (readonly string[])[],
  options: Pick<Table.TableConstructorOptions, "colAligns" | "colWidths" | "wordWrap"> = {},
): string {
  const table = new Table({
    chars: Object.fromEntries(FRAME.map((name) => [name, ""])),
    style: { head: [], border: [], "padding-left": 2, "padding-right": 0, compact: true },
    ...options,
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replaceAll(/ +$/gm, "");
}

/** Breaks lines between words. Words longer than a line stay whole, because users copy ARNs and addresses. */
export function wrap(text: string, columns: number): string {
  return text.replaceAll(new RegExp(`(?=.{${columns + 1}})(.{1,${columns}})\\s+`, "g"), "$1\n");
}
