import { type Price, usdPerMonth } from "./prices";

export interface BillLine {
  readonly what: string;
  readonly quantity: number;
  readonly price: Price;
  /** US dollars a month for the whole quantity. */
  readonly usd: number;
  /** The price is an upper bound: no price list has the actual one, such as that of Spot instances. */
  readonly atMost: boolean;
}

export function line(what: string, quantity: number, price: Price, atMost = false): BillLine {
  return { what, quantity, price, usd: quantity * usdPerMonth(price), atMost };
}
