import { stringify } from "csv-stringify/sync";
import { priceBasis } from "../bill/render";
import { plainTable } from "../terminal/table";
import { cents, compareLines, type NamedBill } from "./comparison";

/** A table with a column for each bill; the last column has the difference where there are two. */
export function renderComparison(bills: readonly NamedBill[]): string {
  const lines = compareLines(bills);
  const hasDifference = bills.length === 2;
  const row = (item: string, usd: readonly (number | undefined)[]): string[] => [
    item,
    ...usd.map((each) => (each === undefined ? "-" : dollars(each))),
    ...(hasDifference ? [difference(usd)] : []),
  ];
  const sums = (kind?: "usage" | "fixed"): readonly number[] =>
    bills.map((_, index) =>
      lines
        .filter((each) => kind === undefined || each.kind === kind)
        .reduce((sum, { usd }) => sum + (usd[index] ?? 0), 0),
    );
  const ofKind = (kind: "fixed" | "usage"): string[][] =>
    lines.filter((each) => each.kind === kind).map(({ item, usd }) => row(item, usd));
  const usage = ofKind("usage");
  const table = [
    ["USD A MONTH", ...bills.map(({ name }) => name), ...(hasDifference ? ["DIFFERENCE"] : [])],
    ...ofKind("fixed"),
    row("fixed", sums("fixed")),
    ...usage,
    ...(usage.length === 0 ? [] : [row("fixed and usage", sums())]),
  ];
  const alignment = table[0]?.map((_, index): "left" | "right" => (index === 0 ? "left" : "right")) ?? [];
  return [
    plainTable(table, { colAligns: alignment }),
    "",
    ...bills.flatMap(({ name, bill: { unpriced } }) =>
      unpriced.length === 0 ? [] : [`No price is known for, so the sums of ${name} exclude: ${unpriced.join(", ")}`],
    ),
    ...new Set(bills.map(({ bill }) => `On demand, ${priceBasis(bill)}`)),
  ].join("\n");
}

/** One record for each line of each bill. */
export function renderCsv(bills: readonly NamedBill[]): string {
  const header = [
    "stack",
    "region",
    "kind",
    "item",
    "quantity",
    "unit",
    "unit_usd",
    "usd_per_month",
    "at_most",
    "prices_as_of",
    "source",
  ];
  const records = bills.flatMap(({ name, bill }) =>
    (["fixed", "usage"] as const).flatMap((kind) =>
      bill[kind].map(({ what, quantity, price, usd, atMost }) => [
        ...[name, bill.region, kind, what, quantity, price.per, price.usd],
        ...[cents(usd), atMost ? "yes" : "", price.asOf, price.source],
      ]),
    ),
  );
  return stringify([header, ...records], { escape_formulas: true }).trimEnd();
}

function difference([before = 0, after = 0]: readonly (number | undefined)[]): string {
  const change = cents(after - before);
  return change === 0 ? "" : `${change > 0 ? "+" : "-"}${dollars(Math.abs(change))}`;
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
