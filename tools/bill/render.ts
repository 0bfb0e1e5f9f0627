import { type Bill, total } from "../../domain/cost/bill";
import type { BillLine } from "../../domain/cost/bill-line";
import type { EndpointAdvice } from "../../domain/cost/endpoint-advice";
import { priceDays } from "../../domain/cost/monthly-cost";
import { PRICE_REGION, STALE_AFTER_DAYS, usdPerMonth } from "../../domain/cost/prices";
import { plainTable } from "../terminal/table";

const NOT_IN_IT =
  "Not in it: logs, stored objects and images, requests, load balancers, volumes of pods, support, taxes, discounts.";

/** The bill as a table, with all that has to be known to read it. */
export function renderBill(bill: Bill): string {
  const { fixed, usage, unpriced } = bill;
  const rows = [
    ...fixed.map(cells),
    sumRow("fixed", fixed),
    ...usage.map(cells),
    ...(usage.length === 0 ? [] : [sumRow("with the stated usage", [...fixed, ...usage])]),
  ];
  return [
    `Bill for a month, on demand, ${priceBasis(bill)}`,
    plainTable(rows, { colAligns: ["left", "right", "right", "right"] }),
    ...(unpriced.length === 0 ? [] : [`Unpriced, so on top of it: ${unpriced.join(", ")}`]),
    ...(usage.length === 0 ? ["Traffic is not in it: state it in usage to have it reckoned."] : []),
    NOT_IN_IT,
    ...bill.endpoints.map(renderAdvice),
    ...staleness(bill),
  ].join("\n");
}

/** The bill in one line: `$176.44 a month fixed, …`. */
export function billSentence(bill: Bill): string {
  const { fixed, usage, unpriced } = bill;
  return [
    `${amount(fixed)} a month fixed`,
    ...(usage.length === 0 ? [] : [`${amount(usage)} for the stated usage`]),
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

/** Prices below a cent keep the digits that make them up. */
function unitPrice(usd: number): string {
  return usd < 1 ? `$${Number(usd.toFixed(4))}` : dollars(usd);
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

function priceBasis({ fixed, usage, region }: Bill): string {
  const elsewhere = region === PRICE_REGION ? "" : ` (${region} is usually dearer)`;
  const days = priceDays([...fixed, ...usage]);
  return `at ${PRICE_REGION} prices${elsewhere}${days === "" ? "" : ` as of ${days}`}`;
}

function renderAdvice({ service, gb, zones, natUsd, endpointUsd, breakEvenGb }: EndpointAdvice): string {
  const difference = dollars(Math.abs(natUsd - endpointUsd));
  const verdict =
    endpointUsd < natUsd ? `saves ${difference}` : `costs ${difference} more; pays above ${Math.floor(breakEvenGb)} GB`;
  return `Interface endpoint for ${service} in ${zones} zones: ${dollars(endpointUsd)} instead of ${dollars(natUsd)} through NAT for ${gb} GB, ${verdict}.`;
}

function staleness({ stale }: Bill): string[] {
  if (stale.length === 0) return [];
  return [`Prices older than ${STALE_AFTER_DAYS} days, to be looked up again (domain/cost/prices.ts): ${stale.join(", ")}`];
}
