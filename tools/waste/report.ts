import type { Waste } from "../../domain/waste/waste";
import { PRICE_REGION } from "../../domain/cost/prices";
import { WASTE_KINDS } from "../../domain/waste/kinds";
import type { MonthlyPrice } from "../../domain/waste/price";
import { type Column, type Format, type Listing, renderListing } from "../inventory/render";
import type { WasteReport, WasteRow } from "./model";

export function rowOf({ kind, owner, resource, name, reason, price }: Waste): WasteRow {
  const { advice } = WASTE_KINDS[kind];
  return { owner, kind, type: resource.type, id: resource.id, name, reason, advice, ...priceFields(price) };
}

function priceFields(price: MonthlyPrice): Pick<WasteRow, "usdPerMonth" | "isAtMost" | "priceNote" | "price"> {
  if ("unknown" in price) return { isAtMost: false, priceNote: price.unknown };
  if ("free" in price) return { usdPerMonth: 0, isAtMost: false, priceNote: price.free };
  const { region = PRICE_REGION, asOf, source } = price.price;
  return { usdPerMonth: Number(price.usd.toFixed(2)), isAtMost: price.isAtMost, price: { region, asOf, source } };
}

const COLUMNS: readonly Column<WasteRow>[] = [
  { title: "Owner", cell: ({ owner }) => owner },
  { title: "Kind", cell: ({ kind }) => kind },
  // The ARN of a load balancer is wide; its name is unique in the Region.
  { title: "ID", cell: ({ id }) => id, short: ({ id, type, name }) => (type === "load balancer" ? name : id) },
  { title: "Name", cell: ({ name }) => name },
  { title: "USD a month", cell: usdOf },
  { title: "Reason", cell: ({ reason }) => reason },
  { title: "Price", cell: priceSource, isWide: true },
  { title: "Advice", cell: ({ advice }) => advice, isWide: true },
];

function usdOf({ usdPerMonth, isAtMost }: WasteRow): string {
  if (usdPerMonth === undefined) return "unknown";
  return `${isAtMost ? "at most " : ""}${usdPerMonth.toFixed(2)}`;
}

function priceSource({ priceNote, price }: WasteRow): string {
  return price === undefined ? (priceNote ?? "") : `${price.region}, ${price.asOf}, ${price.source}`;
}

/** Resources of the account are apart from those of the stack. CSV and JSON have all of them in one list. */
export function renderWaste(report: WasteReport, format: Format): string {
  if (format === "json") return JSON.stringify(report, undefined, 2);
  if (format === "csv") return renderListing(listing(report.waste), format);
  const own = report.waste.filter(({ owner }) => owner !== "account");
  const others = report.waste.filter(({ owner }) => owner === "account");
  const title = (text: string): string => (format === "markdown" ? `### ${text}\n` : text);
  const sections: readonly (readonly [string, readonly WasteRow[]])[] = [
    [`Stack ${report.platformName} and its cluster in ${report.region}`, own],
    [`Untagged and temporary resources of the account in ${report.region}, which may be somebody else's`, others],
  ];
  const nothing = report.skipped.length === 0 ? "No waste was found." : "No waste was found in what could be read.";
  const bodies = sections.map(([text, rows]) =>
    [title(text), rows.length === 0 ? nothing : renderListing(listing(rows), format)].join("\n"),
  );
  const skipped = report.skipped.map(({ what, why }) => `skipped: ${what} (${why})`);
  const notes = format === "markdown" ? skipped.map((line) => `- ${line}`) : skipped;
  return [bodies.join("\n\n"), ...(notes.length === 0 ? [] : ["", ...notes])].join("\n");
}

function listing(rows: readonly WasteRow[]): Listing<WasteRow> {
  return { rows, columns: COLUMNS, summary: summaryOf(rows) };
}

/** The sum, which prices it has, and what it lacks. */
export function summaryOf(rows: readonly WasteRow[]): string {
  const usd = rows.reduce((sum, { usdPerMonth = 0 }) => sum + usdPerMonth, 0);
  const most = rows.some(({ isAtMost }) => isAtMost) ? "at most " : "";
  const unknown = rows.filter(({ usdPerMonth }) => usdPerMonth === undefined).length;
  const prices = rows.flatMap(({ price }) => price ?? []);
  const days = prices.map(({ asOf }) => asOf).sort();
  const regions = [...new Set(prices.map(({ region }) => region))].join(", ");
  return [
    `${rows.length} ${rows.length === 1 ? "resource" : "resources"}, ${most}$${usd.toFixed(2)} a month`,
    ...(unknown === 0 ? [] : [`${unknown} without a price`]),
    ...(prices.length === 0 ? [] : [`prices of ${regions} as of ${days[0] ?? ""} to ${days.at(-1) ?? ""}`]),
  ].join(", ");
}
