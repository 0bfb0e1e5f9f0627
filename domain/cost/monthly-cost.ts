import { type Bill, bill, total } from "./bill";
import type { BillInput } from "./bill-input";

/** The fixed monthly cost of a stack, as a stack output. */
export interface MonthlyCost {
  /** US dollars; an upper bound where nodes are Spot. */
  readonly fixedUsd: number;
  /** Earliest and latest day on which the prices were looked up. */
  readonly pricesAsOf: string;
  /** Parts that cost something on top, for which the price table has no price. */
  readonly unpriced: readonly string[];
}

export function monthlyCost(input: BillInput, today: Date = new Date()): MonthlyCost {
  const { fixed, unpriced } = bill(input, today);
  return { fixedUsd: Math.round(total(fixed) * 100) / 100, pricesAsOf: priceDays(fixed), unpriced };
}

export function priceDays(lines: Bill["fixed"]): string {
  const days = lines.map(({ price }) => price.asOf).sort();
  return [...new Set([days[0], days.at(-1)])].join(" to ");
}
