import { type Price, usdPerMonth } from "./prices";

export interface BillLine {
  readonly what: string;
  readonly quantity: number;
  readonly price: Price;
  /** US dollars a month for the whole quantity. */
  readonly usd: number;
  /** The price is an upper bound: no price list has the actual one, such as that of Spot instances. */
  readonly atMost: boolean;
  /** The resources that AWS charges; omitted if none of the stack's resources stands for the line. */
  readonly charged?: ChargedResources;
}

/** Resources of one type, each with the same share of a line. */
export interface ChargedResources {
  /** Pulumi's type token. */
  readonly type: string;
  /** The node group, for a line of one group. */
  readonly group?: string;
}

export const KMS_KEY: ChargedResources = { type: "aws:kms/key:Key" };

export function line(
  what: string,
  quantity: number,
  price: Price,
  charged?: ChargedResources,
  atMost = false,
): BillLine {
  const usd = quantity * usdPerMonth(price);
  return { what, quantity, price, usd, atMost, ...(charged === undefined ? {} : { charged }) };
}
