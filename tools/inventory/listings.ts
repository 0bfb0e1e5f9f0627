import { type Bill, priceRegionOf } from "../../domain/cost/bill";
import { shortType } from "../report/short-type";
import type { Host } from "./hosts";
import type { Row } from "./inventory";
import type { Listing } from "./render";

/** @param total number of resources before filters */
export function inventoryListing(rows: readonly Row[], total: number, bill: Bill | undefined): Listing<Row> {
  const usd = rows.reduce((sum, { usdPerMonth = 0 }) => sum + usdPerMonth, 0);
  const priced = rows.filter(({ usdPerMonth }) => usdPerMonth !== undefined).length;
  const count = rows.length === total ? `${total} resources` : `${rows.length} of ${total} resources`;
  const prices =
    bill === undefined
      ? ""
      : `, ${priced} with a price: $${usd.toFixed(2)} a month, at ${priceRegionOf(bill)} prices without usage`;
  return {
    rows,
    summary: `${count}${prices}`,
    columns: [
      { title: "Component", cell: ({ component }) => component },
      { title: "Name", cell: ({ name }) => name },
      { title: "Type", cell: ({ type }) => type, short: ({ type }) => shortType(type).replace(/^aws:/, "") },
      { title: "ID", cell: ({ id }) => id },
      { title: "ARN", cell: ({ arn }) => arn, isWide: true },
      { title: "Zone", cell: ({ zone }) => zone },
      { title: "Tags", cell: ({ tags }) => tagText(tags), isWide: true },
      { title: "Protected", cell: ({ protect }) => (protect ? "yes" : "") },
      { title: "USD a month", cell: ({ usdPerMonth }) => usdPerMonth?.toFixed(2) ?? "" },
    ],
  };
}

export function hostListing(hosts: readonly Host[]): Listing<Host> {
  return {
    rows: hosts,
    summary: `${hosts.length} instances`,
    columns: [
      { title: "Role", cell: ({ role }) => role },
      { title: "Zone", cell: ({ zone }) => zone },
      { title: "ID", cell: ({ id }) => id },
      { title: "Type", cell: ({ type }) => type },
      { title: "Lifecycle", cell: ({ lifecycle }) => lifecycle },
      { title: "State", cell: ({ state }) => state },
      { title: "Private IP", cell: ({ privateIp }) => privateIp },
      { title: "Launched", cell: ({ launched }) => launched },
    ],
  };
}

function tagText(tags: Row["tags"]): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");
}
