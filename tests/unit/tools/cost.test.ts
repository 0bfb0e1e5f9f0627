import { parse } from "csv-parse/sync";

import { bill, total } from "../../../domain/cost/bill";
import { billData, compareLines, type NamedBill } from "../../../tools/cost/comparison";
import { renderComparison, renderCsv } from "../../../tools/cost/render";
import { TODAY } from "../../support/stack-files";
import { type Edits, verdictOn } from "../config/fixtures";

function named(name: string, edits: Edits): NamedBill {
  const { config } = verdictOn(edits);
  if (config === undefined) throw new Error("invalid fixture");
  return { name, bill: bill(config, TODAY) };
}

const DEV = named("dev", { "network.nat": "none", usage: { internetOutGb: 10 } });
const TWO = named("two", { "network.nat": "single", "storage.encryption": "customer-managed" });

describe("a comparison of costs", () => {
  it("has every line once, with a sum for each stack that has it", () => {
    const lines = compareLines([DEV, TWO]);
    expect(lines.find(({ item }) => item === "NAT gateway")).toEqual({
      item: "NAT gateway",
      kind: "fixed",
      usd: [undefined, 32.85],
    });
    expect(new Set(lines.map(({ item, kind }) => `${kind} ${item}`)).size).toBe(lines.length);
  });

  it("is a table with sums and differences, and with the Region of the prices", () => {
    const text = renderComparison([DEV, TWO]);
    expect(text).toMatch(/^ {2}USD A MONTH +dev +two +DIFFERENCE$/m);
    expect(text).toMatch(/^ {2}NAT gateway +- +\$32\.85 +\+\$32\.85$/m);
    expect(text).toContain(`$${total(TWO.bill.fixed).toFixed(2)}`);
    expect(text).toMatch(/^ {2}fixed and usage/m);
    expect(text).toContain("at us-east-1 prices (prices in eu-west-1 are usually higher)");
  });

  it("has no column of differences for three stacks", () => {
    expect(renderComparison([DEV, TWO, DEV])).not.toContain("DIFFERENCE");
  });

  it("is CSV with a record for each line of each stack, with date and source", () => {
    const records: unknown[] = parse(renderCsv([DEV, TWO]), { columns: true });
    expect(records).toHaveLength([DEV, TWO].flatMap(({ bill: { fixed, usage } }) => [...fixed, ...usage]).length);
    expect(records).toContainEqual(
      expect.objectContaining({
        stack: "two",
        item: "NAT gateway",
        usd_per_month: "32.85",
        prices_as_of: "2026-09-20",
      }),
    );
  });

  it("is JSON with sums, and with parts that have no price", () => {
    expect(
      billData(
        named("f", {
          "cluster.optionalAddons": { "amazon-cloudwatch-observability": { version: "v1.0.0-eksbuild.1" } },
        }),
      ),
    ).toMatchObject({
      priceRegion: "us-east-1",
      unpriced: expect.arrayContaining([expect.any(String)]) as unknown,
    });
    expect(billData(DEV)).toMatchObject({ usageUsdPerMonth: expect.any(Number) as number });
  });
});
