import type { PlatformConfig } from "../config";
import { type Bill, bill, total } from "./bill";

/** What a stack costs by the month whether used or not, in as few words as an output of the stack takes. */
export interface MonthlyCost {
  /** Dollars, at most where nodes are Spot. */
  readonly fixedUsd: number;
  /** First and last day on which the prices were looked up. */
  readonly pricesAsOf: string;
  /** What comes on top, for want of a price. */
  readonly unpriced: readonly string[];
}

export function monthlyCost(config: PlatformConfig, today: Date = new Date()): MonthlyCost {
  const { fixed, unpriced } = bill(config, today);
  return { fixedUsd: Math.round(total(fixed) * 100) / 100, pricesAsOf: priceDays(fixed), unpriced };
}

export function priceDays(lines: Bill["fixed"]): string {
  const days = lines.map(({ price }) => price.asOf).sort();
  return [...new Set([days[0], days.at(-1)])].join(" to ");
}
