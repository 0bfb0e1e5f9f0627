import { type Price, usdPerMonth } from "./prices";

export interface BillLine {
  readonly what: string;
  readonly quantity: number;
  readonly price: Price;
  /** Dollars a month for the whole quantity. */
  readonly usd: number;
  /** The real price is lower by an amount that no list tells, such as Spot's. */
  readonly atMost: boolean;
}

export function line(what: string, quantity: number, price: Price, atMost = false): BillLine {
  return { what, quantity, price, usd: quantity * usdPerMonth(price), atMost };
}
