import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import type { PriceTable } from "../../domain/cost/price-list";
import { reasonOf, ToolError } from "../terminal/tool";
import { tableChanges } from "./changes";
import { distilPrices, type PriceRecords } from "./price-list";

const FILE = path.resolve(__dirname, "../../domain/cost/price-table.json");

/** The public files need no credentials: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html */
const BASE = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws";

/** Downloads AWS's price list of each Region, and writes the prices that bills need. Prices of other Regions stay. */
export async function renewPrices(
  regions: readonly string[],
  write: (text: string) => void,
  file = FILE,
  recordsOf: (offer: string, region: string) => PriceRecords = download,
): Promise<number> {
  const table = JSON.parse(await readFile(file, "utf8")) as PriceTable;
  const renewed: Record<string, PriceTable["regions"][string]> = { ...table.regions };
  for (const region of regions) {
    const { prices, missing } = await distilPrices(region, (offer) => recordsOf(offer, region));
    if (missing.length > 0) write(`! ${region}: the list has no price for ${missing.join(", ")}`);
    renewed[region] = prices;
  }
  const next: PriceTable = { source: `${BASE}/index.json`, regions: renewed };
  const changes = tableChanges(table, next);
  for (const line of changes) write(`  ${line}`);
  await writeFile(file, `${JSON.stringify(next, undefined, 2)}\n`);
  write(`✓ ${path.basename(file)}: ${changes.length === 0 ? "unchanged" : `${changes.length} changes`}`);
  return 0;
}

async function* download(offer: string, region: string): AsyncGenerator<readonly string[]> {
  const url = `${BASE}/${offer}/current/${region}/index.csv`;
  const response = await fetch(url).catch((error: unknown) => {
    throw new ToolError(`${url} cannot be downloaded: ${reasonOf(error)}`);
  });
  if (!response.ok || response.body === null) {
    throw new ToolError(`${url} cannot be downloaded: HTTP status ${response.status}`);
  }
  const parser = Readable.fromWeb(response.body).pipe(parse({ relax_column_count: true }));
  yield* parser as AsyncIterable<readonly string[]>;
}
