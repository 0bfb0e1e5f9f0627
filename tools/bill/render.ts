import { type Bill, priceRegionOf, total } from "../../domain/cost/bill";
import type { BillLine } from "../../domain/cost/bill-line";
import type { EndpointAdvice } from "../../domain/cost/endpoint-advice";
import { daysLeft, isExpired } from "../../domain/expiry/expiry";
import { priceDays } from "../../domain/cost/monthly-cost";
import { STALE_AFTER_DAYS, usdPerMonth } from "../../domain/cost/prices";
import { plainTable } from "../terminal/table";

const DAYS_PER_YEAR = 365;

const EXCLUDED =
  "Excluded: logs, stored objects and images, requests, load balancers, volumes of pods, support, taxes, discounts.";

/** Renders the bill as a table, with the Region and dates of the prices and with what the bill excludes. */
export function renderBill(bill: Bill): string {
  const { fixed, usage, unpriced } = bill;
  const rows = [
    ...fixed.map(cells),
    sumRow("fixed", fixed),
    ...usage.map(cells),
    ...(usage.length === 0 ? [] : [sumRow("fixed and usage", [...fixed, ...usage])]),
  ];
  return [
    `Monthly costs in USD, on demand, ${priceBasis(bill)}`,
    plainTable(rows, { colAligns: ["left", "right", "right", "right"] }),
    ...(unpriced.length === 0 ? [] : [`No price is known for, so the sum excludes: ${unpriced.join(", ")}`]),
    ...(usage.length === 0 ? ["Traffic is excluded: set groundwork:usage to include it."] : []),
    EXCLUDED,
    ...bill.endpoints.map(renderAdvice),
    ...staleness(bill),
  ].join("\n");
}

/** The fixed costs of a short-lived stack: of a day, and of those that it has left. */
export function renderLife({ fixed }: Bill, expiry: string, today: Date): string {
  const daily = (total(fixed) * 12) / DAYS_PER_YEAR;
  const days = Math.max(0, daysLeft(expiry, today)) + 1;
  if (isExpired(expiry, today))
    return `The stack expired on ${expiry}, and costs ${dollars(daily)} for each further day.`;
  return `A day costs ${dollars(daily)}. The stack expires on ${expiry}: ${dollars(daily * days)} for ${days === 1 ? "1 day" : `${days} days`}.`;
}

/** Renders the bill in one line: `$176.44 a month fixed, …`. */
export function billSentence(bill: Bill): string {
  const { fixed, usage, unpriced } = bill;
  return [
    `${amount(fixed)} a month fixed`,
    ...(usage.length === 0 ? [] : [`${amount(usage)} for the usage in groundwork:usage`]),
    `${priceBasis(bill)}; unpriced: ${unpriced.length === 0 ? "nothing" : unpriced.join(", ")}`,
  ].join(", ");
}

function cells({ what, quantity, price, usd, atMost }: BillLine): string[] {
  const times = Number.isInteger(quantity) ? String(quantity) : quantity.toFixed(1);
  return [what, `${times} x`, unitPrice(usdPerMonth(price)), `${atMost ? "at most " : ""}${dollars(usd)}`];
}

function sumRow(label: string, lines: readonly BillLine[]): string[] {
  return [label, "", "", amount(lines)];
}

function amount(lines: readonly BillLine[]): string {
  return `${lines.some(({ atMost }) => atMost) ? "at most " : ""}${dollars(total(lines))}`;
}

/** Prices below one dollar show up to four decimals. */
function unitPrice(usd: number): string {
  return usd < 1 ? `$${Number(usd.toFixed(4))}` : dollars(usd);
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

/** The Region and dates of the prices: `at us-east-1 prices (prices in eu-west-1 are usually higher) as of …`. */
export function priceBasis(bill: Bill): string {
  const { fixed, usage, region, foreign } = bill;
  const isForeign = foreign.length > 0;
  const part = isForeign && foreign.length < fixed.length + usage.length ? ` for ${foreign.join(", ")}` : "";
  const elsewhere = isForeign ? `${part} (prices in ${region} are usually higher)` : "";
  const days = priceDays([...fixed, ...usage]);
  return `at ${priceRegionOf(bill)} prices${elsewhere}${days === "" ? "" : ` as of ${days}`}`;
}

function renderAdvice({ service, gb, zones, natUsd, endpointUsd, breakEvenGb }: EndpointAdvice): string {
  const difference = dollars(Math.abs(natUsd - endpointUsd));
  const verdict =
    endpointUsd < natUsd
      ? `saves ${difference}`
      : `costs ${difference} more; cheaper above ${Math.floor(breakEvenGb)} GB`;
  return `Interface endpoint for ${service} in ${zones} zones: ${dollars(endpointUsd)} instead of ${dollars(natUsd)} through NAT for ${gb} GB, ${verdict}.`;
}

function staleness({ stale }: Bill): string[] {
  if (stale.length === 0) return [];
  return [`Prices older than ${STALE_AFTER_DAYS} days, which may have changed since: ${stale.join(", ")}`];
}
