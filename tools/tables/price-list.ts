import type { RegionPrices } from "../../domain/cost/price-list";
import type { PriceName } from "../../domain/cost/prices";
import { ToolError } from "../terminal/tool";
import { INSTANCES_OFFER, WANTED } from "./price-offers";

/** The records of a price list file in CSV, the metadata and the header among them. */
export type PriceRecords = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

/** A file has five lines of metadata above the header. */
const METADATA_LINES = 5;

/** Of fewer types, the file is cut off, or has other columns than expected. */
const FEWEST_INSTANCE_TYPES = 100;

/** The prices of one Region, and the names of those that its files do not have. */
export interface Distilled {
  readonly prices: RegionPrices;
  readonly missing: readonly PriceName[];
}

/** @param recordsOf the file of one service in the Region */
export async function distilPrices(region: string, recordsOf: (offer: string) => PriceRecords): Promise<Distilled> {
  const files = new Map<string, OfferPrices>();
  for (const offer of new Set(WANTED.map(({ offer: each }) => each))) {
    files.set(offer, await readOffer(`${offer} in ${region}`, recordsOf(offer)));
  }
  const prices = WANTED.flatMap(({ name, offer, usage, operation, to, plus }): [PriceName, number][] => {
    const file = files.get(offer);
    const usd = file?.priceOf({ usage, operation, to });
    const added = plus === undefined ? 0 : file?.priceOf({ usage: plus });
    return usd === undefined || added === undefined ? [] : [[name, rounded(usd + added)]];
  });
  const instances = files.get(INSTANCES_OFFER)?.instances ?? {};
  if (Object.keys(instances).length < FEWEST_INSTANCE_TYPES) {
    throw new ToolError(
      `The price list of ${INSTANCES_OFFER} in ${region} has fewer than ${FEWEST_INSTANCE_TYPES} instance types, so no table is written.`,
    );
  }
  const known = new Set(prices.map(([name]) => name));
  return {
    prices: {
      // The table is as old as its oldest file.
      asOf: [...files.values()].map(({ publishedOn }) => publishedOn).sort()[0] ?? "",
      prices: Object.fromEntries(prices),
      instances,
    },
    missing: WANTED.map(({ name }) => name).filter((name) => !known.has(name)),
  };
}

interface UsageSelector {
  readonly usage: string;
  readonly operation?: string | undefined;
  readonly to?: string | undefined;
}

interface OfferPrices {
  readonly publishedOn: string;
  readonly instances: Readonly<Record<string, number>>;
  readonly priceOf: (selector: UsageSelector) => number | undefined;
}

/** One price of a usage type, in its first tier. */
interface UsagePrice {
  readonly operation: string;
  readonly to: string;
  readonly usd: number;
}

/** Reads a file line by line: that of EC2 has hundreds of megabytes. */
async function readOffer(subject: string, records: PriceRecords): Promise<OfferPrices> {
  let line = 0;
  let publishedOn = "";
  let header = new Map<string, number>();
  const usages = new Map<string, UsagePrice[]>();
  const instances: Record<string, number> = {};
  for await (const record of records) {
    line += 1;
    if (line <= METADATA_LINES) {
      if (record[0] === "Publication Date") publishedOn = (record[1] ?? "").slice(0, 10);
      continue;
    }
    if (line === METADATA_LINES + 1) {
      header = readHeader(subject, record);
      continue;
    }
    const cell = (column: string): string => record[header.get(column) ?? -1] ?? "";
    const usd = Number(cell("priceperunit"));
    const isFirstTier = ["0", ""].includes(cell("startingrange"));
    if (cell("termtype") !== "OnDemand" || cell("currency") !== "USD" || !isFirstTier || !(usd > 0)) continue;
    const usage = cell("usagetype");
    const wanted = WANTED.flatMap(({ usage: own, plus = own }) => [own, plus]).find((name) => isUsage(usage, name));
    if (wanted !== undefined) {
      const price = { operation: cell("operation"), to: cell("tolocation"), usd };
      usages.set(wanted, [...(usages.get(wanted) ?? []), price]);
    } else if (isLinuxInstance(cell)) instances[cell("instancetype")] = usd;
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(publishedOn)) throw new ToolError(`The price list of ${subject} has no date.`);
  return {
    publishedOn,
    instances,
    priceOf: ({ usage, operation, to }) => {
      const found = (usages.get(usage) ?? []).filter(
        (price) => (operation ?? price.operation) === price.operation && (to ?? price.to) === price.to,
      );
      const amounts = [...new Set(found.map(({ usd }) => usd))];
      if (amounts.length > 1) {
        throw new ToolError(`The price list of ${subject} has several prices for ${usage}: ${amounts.join(", ")}.`);
      }
      return amounts[0];
    },
  };
}

const COLUMNS = ["termtype", "startingrange", "priceperunit", "currency", "usagetype", "operation"];

/** Names of columns differ in case and spaces between services. */
function readHeader(subject: string, record: readonly string[]): ReadonlyMap<string, number> & Map<string, number> {
  const header = new Map(record.map((name, index) => [name.toLowerCase().replaceAll(/[^a-z]/g, ""), index]));
  const missing = COLUMNS.filter((name) => !header.has(name));
  if (missing.length === 0) return header;
  throw new ToolError(`The price list of ${subject} lacks the columns ${missing.join(", ")}.`);
}

/** `EU-NatGateway-Hours`, and not `EU-RegionalNatGateway-Hours`. */
function isUsage(usage: string, name: string): boolean {
  return usage === name || usage.endsWith(`-${name}`);
}

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-list-query-api.html names the attributes. */
function isLinuxInstance(cell: (column: string) => string): boolean {
  return (
    cell("operatingsystem") === "Linux" &&
    cell("tenancy") === "Shared" &&
    cell("preinstalledsw") === "NA" &&
    ["Used", ""].includes(cell("capacitystatus")) &&
    ["OnDemand", ""].includes(cell("marketoption")) &&
    /(^|-)BoxUsage:/.test(cell("usagetype"))
  );
}

/** Sums of decimal fractions have errors in binary. */
function rounded(usd: number): number {
  return Number(usd.toFixed(10));
}
