import { instancePrice, isStale, PRICES, type Price, usdPerMonth } from "../../../../domain/cost/prices";

const ALL: [string, Price][] = Object.entries(PRICES);

function onDay(asOf: string): Price {
  return { usd: 1, per: "month", asOf, source: "https://aws.amazon.com" };
}

describe("the price list", () => {
  it.each(ALL)("%s has a price, a date and a source", (_, { usd, asOf, source }) => {
    expect(usd).toBeGreaterThan(0);
    expect(new Date(asOf).toISOString()).toBe(`${asOf}T00:00:00.000Z`);
    expect(source).toMatch(/^https:\/\/\S+$/);
  });

  it("converts hourly prices to monthly prices, and no others", () => {
    expect(usdPerMonth(PRICES.controlPlane)).toBeCloseTo(73);
    expect(usdPerMonth(PRICES.controlPlaneExtended)).toBeCloseTo(438);
    expect(usdPerMonth(PRICES.natGateway)).toBeCloseTo(32.85);
    expect(usdPerMonth(PRICES.publicIpv4)).toBeCloseTo(3.65);
    expect(usdPerMonth(PRICES.interfaceEndpoint)).toBeCloseTo(7.3);
    expect(usdPerMonth(PRICES.gp3)).toBe(0.08);
  });
});

describe("the on-demand price of an instance type", () => {
  it.each([
    ["t3.nano", 0.0052],
    ["t3.small", 0.0208],
    ["t3.medium", 0.0416],
    ["t3.2xlarge", 0.3328],
    ["t3a.medium", 0.0376],
    ["t4g.medium", 0.0336],
    ["m5.xlarge", 0.192],
    ["m6i.2xlarge", 0.384],
    ["m7i-flex.large", 0.09576],
    ["c8g.large", 0.07976],
    ["r7g.large", 0.1071],
    ["m6i.24xlarge", 4.608],
  ])("of %s is $%d an hour", (type, usd) => {
    expect(instancePrice(type)?.usd).toBeCloseTo(usd, 6);
  });

  it.each(["p5.48xlarge", "m7g.metal", "m7g", "m6i.xxlarge", ""])("of %s is unknown", (type) => {
    expect(instancePrice(type)).toBeUndefined();
  });
});

describe("whether a price is stale", () => {
  it.each([
    ["2026-01-01", "2026-06-30T00:00:00Z", false],
    ["2026-01-01", "2026-06-30T00:00:01Z", true],
    ["2026-01-01", "2025-12-31T00:00:00Z", false],
  ])("of %s on %s: %s", (asOf, today, expected) => {
    expect(isStale(onDay(asOf), new Date(today))).toBe(expected);
  });
});
