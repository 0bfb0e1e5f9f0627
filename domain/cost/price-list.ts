import { instancePrice, type Price, PRICE_REGION, type PriceName, PRICES } from "./prices";
import table from "./price-table.json";

/** Prices of Regions that `npm run tables -- prices` distilled from AWS's price list. */
export interface PriceTable {
  readonly source: string;
  readonly regions: Readonly<Record<string, RegionPrices>>;
}

/** US dollars by the names of {@link PRICES}, and an hour on demand by instance type. */
export interface RegionPrices {
  /** The day on which AWS published the list. */
  readonly asOf: string;
  readonly prices: Readonly<Partial<Record<PriceName, number>>>;
  readonly instances: Readonly<Record<string, number>>;
}

/** The prices for stacks of one Region. */
export interface PriceList {
  readonly prices: Readonly<Record<PriceName, Price>>;
  /** On demand; undefined for an unknown type. */
  readonly instance: (type: string) => Price | undefined;
}

const TABLE: PriceTable = table;

/** The prices of a Region in the table; those of us-east-1 where it has none. */
export function priceListOf(region: string, { source, regions }: PriceTable = TABLE): PriceList {
  const known = Object.hasOwn(regions, region) ? regions[region] : undefined;
  const { asOf, prices, instances }: RegionPrices = known ?? { asOf: "", prices: {}, instances: {} };
  const local = (usd: number, per: Price["per"]): Price => ({ usd, per, asOf, source, region });
  const entries = Object.entries(PRICES).map(([name, price]): [string, Price] => {
    const usd = prices[name as PriceName];
    return [name, usd === undefined ? price : local(usd, price.per)];
  });
  return {
    prices: Object.fromEntries(entries) as Record<PriceName, Price>,
    instance: (type) => {
      const usd = Object.hasOwn(instances, type) ? instances[type] : undefined;
      return usd === undefined ? instancePrice(type) : local(usd, "hour");
    },
  };
}

/** Whether a price is that of another Region, because the table has none of this one. */
export function isForeign({ region = PRICE_REGION }: Price, stackRegion: string): boolean {
  return region !== stackRegion;
}
