import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "csv-parse/sync";

import { distilPrices } from "../../../tools/tables/price-list";
import { WANTED } from "../../../tools/tables/price-offers";
import { renewPrices } from "../../../tools/tables/renew-prices";

/**
 * Files in the form of AWS's price list, with made-up prices: the real files cannot be downloaded by tests.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
const HEADER = [
  ...["SKU", "TermType", "StartingRange", "EndingRange", "Unit", "PricePerUnit", "Currency", "Product Family"],
  ...["Instance Type", "Operating System", "Tenancy", "Pre Installed S/W", "CapacityStatus", "To Location"],
  ...["usageType", "operation"],
] as const;
type Row = Partial<Record<(typeof HEADER)[number], string>>;

const ON_DEMAND: Row = { TermType: "OnDemand", StartingRange: "0", Currency: "USD" };
const LINUX: Row = { ...ON_DEMAND, "Operating System": "Linux", Tenancy: "Shared", "Pre Installed S/W": "NA" };

function instance(type: string, usd: number, rest: Row = {}): Row {
  const usageType = `EU-BoxUsage:${type}`;
  return { ...LINUX, usageType, "Instance Type": type, PricePerUnit: String(usd), CapacityStatus: "Used", ...rest };
}

const INSTANCES = Array.from({ length: 100 }, (_, index) => instance(`x${index}.large`, 1));

/** Every wanted price, each with its position in the list as its price. */
function wantedRows(offer: string): readonly Row[] {
  return WANTED.flatMap(({ offer: own, usage, operation = "", to = "", plus }, index): Row[] => {
    if (own !== offer || plus !== undefined) return [];
    return [{ ...ON_DEMAND, usageType: `EU-${usage}`, operation, "To Location": to, PricePerUnit: String(index + 1) }];
  });
}

function file(offer: string, rows: readonly Row[] = wantedRows(offer), date = "2026-11-20T10:00:00Z"): string[][] {
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(",");
  const all = [...rows, ...(offer === "AmazonEC2" ? INSTANCES : [])];
  const text = [
    ...[`"FormatVersion","v1.0"`, `"Disclaimer","none"`, `"Publication Date","${date}"`],
    ...[`"Version","1"`, `"OfferCode","${offer}"`, quoted(HEADER)],
    ...all.map((row) => quoted(HEADER.map((column) => row[column] ?? ""))),
  ].join("\n");
  return parse(text, { relax_column_count: true });
}

const distil = (changes: Readonly<Record<string, string[][]>> = {}): ReturnType<typeof distilPrices> =>
  distilPrices("eu-west-1", (offer) => changes[offer] ?? file(offer));

describe("the distilled price list of a Region", () => {
  it("has every price that bills need, with the day of the oldest file", async () => {
    const extended: Row = { ...ON_DEMAND, usageType: "EU-AmazonEKS-Hours:extendedSupport", PricePerUnit: "0.5" };
    const eks = file("AmazonEKS", [...wantedRows("AmazonEKS"), extended], "2026-10-01T00:00:00Z");
    const { prices, missing } = await distil({ AmazonEKS: eks });
    expect(missing).toEqual([]);
    expect(prices.asOf).toBe("2026-10-01");
    expect(prices.prices).toMatchObject({ controlPlane: 1, controlPlaneExtended: 1.5, natGateway: 3 });
    expect(Object.keys(prices.prices)).toHaveLength(WANTED.length);
  });

  it("names prices that the files do not have", async () => {
    expect((await distil({ awskms: file("awskms", []) })).missing).toEqual(["controlPlaneExtended", "kmsKey"]);
  });

  it("has on-demand prices of Linux, and of no reservation, other system or other tenancy", async () => {
    const rows = [
      instance("m7g.large", 0.09),
      instance("m7g.xlarge", 0.5, { TermType: "Reserved" }),
      instance("m7g.xlarge", 0.6, { "Operating System": "Windows" }),
      instance("m7g.xlarge", 0.7, { Tenancy: "Dedicated" }),
      instance("m7g.xlarge", 0.8, { "Pre Installed S/W": "SQL Std" }),
      instance("m7g.xlarge", 0.9, { CapacityStatus: "AllocatedCapacityReservation" }),
    ];
    const { instances } = (await distil({ AmazonEC2: file("AmazonEC2", rows) })).prices;
    expect(instances).toMatchObject({ "m7g.large": 0.09 });
    expect(instances).not.toHaveProperty(["m7g.xlarge"]);
  });

  it("has the first tier, and not the price of a usage type with a similar name", async () => {
    const nat: Row = { ...ON_DEMAND, usageType: "EU-NatGateway-Hours", PricePerUnit: "0.048" };
    const rows = [
      nat,
      { ...nat, StartingRange: "100", PricePerUnit: "0.01" },
      { ...nat, usageType: "EU-RegionalNatGateway-Hours", PricePerUnit: "0.9" },
    ];
    expect((await distil({ AmazonEC2: file("AmazonEC2", rows) })).prices.prices.natGateway).toBe(0.048);
  });

  it.each([
    ["several prices for one usage type", "AmazonEC2", "several prices"],
    ["no date", "awskms", "has no date"],
    ["other columns", "AmazonVPC", "lacks the columns"],
  ])("is refused with %s", async (_, offer, message) => {
    const nat: Row = { ...ON_DEMAND, usageType: "NatGateway-Hours", PricePerUnit: "1" };
    const broken: Readonly<Record<string, string[][]>> = {
      AmazonEC2: file("AmazonEC2", [nat, { ...nat, PricePerUnit: "2" }]),
      awskms: file("awskms", [], "soon"),
      AmazonVPC: [["a"], ["b"], ["Publication Date", "2026-11-20"], ["d"], ["e"], ["SKU"]],
    };
    await expect(distil({ [offer]: broken[offer] ?? [] })).rejects.toThrow(message);
  });

  it("is refused if the file of instances is cut off", async () => {
    await expect(distil({ AmazonEC2: file("AmazonEC2").slice(0, 20) })).rejects.toThrow("fewer than 100");
  });
});

describe("tables prices", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "groundwork-prices-"));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it("replaces the prices of the Regions, keeps those of others, and prints the changes", async () => {
    const table = path.join(directory, "table.json");
    const other = { asOf: "2026-01-01", prices: { kmsKey: 1 }, instances: {} };
    writeFileSync(table, JSON.stringify({ source: "", regions: { "us-east-1": other } }));
    const lines: string[] = [];
    const write = (text: string): void => void lines.push(text);
    expect(await renewPrices(["eu-west-1"], write, table, (offer) => file(offer))).toBe(0);
    const { regions } = JSON.parse(readFileSync(table, "utf8")) as { regions: Record<string, unknown> };
    expect(Object.keys(regions)).toEqual(["us-east-1", "eu-west-1"]);
    expect(regions["us-east-1"]).toEqual(other);
    expect(lines).toContain("! eu-west-1: the list has no price for controlPlaneExtended");
  });
});
