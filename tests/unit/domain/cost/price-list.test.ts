import { isForeign, priceListOf, type PriceTable } from "../../../../domain/cost/price-list";
import { PRICES } from "../../../../domain/cost/prices";

const TABLE: PriceTable = {
  source: "https://example.com/list",
  regions: { "eu-west-1": { asOf: "2026-11-20", prices: { natGateway: 0.048 }, instances: { "m7g.large": 0.0911 } } },
};

describe("the prices of a Region", () => {
  const { prices, instance } = priceListOf("eu-west-1", TABLE);

  it("are those of the table, with its date, source and Region", () => {
    const place = { asOf: "2026-11-20", source: "https://example.com/list", region: "eu-west-1", per: "hour" };
    expect(prices.natGateway).toEqual({ usd: 0.048, ...place });
    expect(instance("m7g.large")).toEqual({ usd: 0.0911, ...place });
  });

  it("are those of us-east-1 where the table has none, and then foreign", () => {
    expect(prices.kmsKey).toBe(PRICES.kmsKey);
    expect(isForeign(prices.kmsKey, "eu-west-1")).toBe(true);
    expect(isForeign(prices.natGateway, "eu-west-1")).toBe(false);
    expect(instance("m6i.large")?.usd).toBe(0.096);
    expect(instance("toString")).toBeUndefined();
  });

  it.each(["eu-north-1", "constructor"])(
    "are all those of us-east-1 for a Region that the table lacks: %s",
    (region) => {
      expect(priceListOf(region, TABLE).prices).toEqual(PRICES);
    },
  );
});
