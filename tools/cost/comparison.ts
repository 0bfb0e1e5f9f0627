import { type Bill, priceRegionOf } from "../../domain/cost/bill";
import type { BillLine } from "../../domain/cost/bill-line";
import { priceDays } from "../../domain/cost/monthly-cost";

/** A bill and its name: a stack, or a stack at a revision. */
export interface NamedBill {
  readonly name: string;
  readonly bill: Bill;
}

/** One row of a comparison of bills. */
interface ComparedLine {
  readonly item: string;
  readonly kind: "fixed" | "usage";
  /** US dollars a month, in the order of the bills; undefined where a bill has no such line. */
  readonly usd: readonly (number | undefined)[];
}

/** Every line of the bills, the fixed ones first, in the order of the first bill that has it. */
export function compareLines(bills: readonly NamedBill[]): readonly ComparedLine[] {
  return (["fixed", "usage"] as const).flatMap((kind) => {
    const sums = bills.map(({ bill }) => sumByItem(bill[kind]));
    const items = [...new Set(sums.flatMap((each) => [...each.keys()]))];
    return items.map((item) => ({ item, kind, usd: sums.map((each) => each.get(item)) }));
  });
}

function sumByItem(lines: readonly BillLine[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { what, usd } of lines) sums.set(what, (sums.get(what) ?? 0) + usd);
  return sums;
}

/** A bill for programs. */
export function billData({ name, bill }: NamedBill): object {
  const lines = (["fixed", "usage"] as const).flatMap((kind) =>
    bill[kind].map(({ what, quantity, price, usd, atMost }) => ({
      item: what,
      kind,
      quantity,
      unit: price.per,
      unitUsd: price.usd,
      usdPerMonth: cents(usd),
      atMost,
      pricesAsOf: price.asOf,
      source: price.source,
    })),
  );
  const { region, unpriced, stale } = bill;
  const sum = (kind: "fixed" | "usage"): number => cents(bill[kind].reduce((all, { usd }) => all + usd, 0));
  return {
    stack: name,
    region,
    priceRegion: priceRegionOf(bill),
    pricesAsOf: priceDays([...bill.fixed, ...bill.usage]),
    fixedUsdPerMonth: sum("fixed"),
    usageUsdPerMonth: sum("usage"),
    lines,
    unpriced,
    stale,
  };
}

export function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
