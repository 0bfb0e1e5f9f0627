import type { BillInput } from "./bill-input";
import type { BillLine } from "./bill-line";
import { type EndpointAdvice, endpointAdvice } from "./endpoint-advice";
import { fixedLines } from "./fixed-lines";
import { isForeign, priceListOf } from "./price-list";
import { isStale, PRICE_REGION } from "./prices";
import { unpricedParts } from "./unpriced-parts";
import { usageLines } from "./usage-lines";

/** The monthly cost of a stack, as far as its configuration determines it. */
export interface Bill {
  /** Charged whether used or not. */
  readonly fixed: readonly BillLine[];
  /** Charged for the stated usage; empty when none is stated. */
  readonly usage: readonly BillLine[];
  /** Parts that cost something but have no price in the table. They are never counted as free. */
  readonly unpriced: readonly string[];
  readonly endpoints: readonly EndpointAdvice[];
  /** Region of the stack. */
  readonly region: string;
  /** Lines whose price is that of another Region. */
  readonly foreign: readonly string[];
  /** Lines whose price is older than 180 days. */
  readonly stale: readonly string[];
}

/** The Region of a bill, and the lines whose prices may be wrong. */
export function reservations(
  lines: readonly BillLine[],
  region: string,
  today: Date,
): Pick<Bill, "region" | "foreign" | "stale"> {
  const named = (matches: (line: BillLine) => boolean): string[] => lines.filter(matches).map(({ what }) => what);
  return {
    region,
    foreign: named(({ price }) => isForeign(price, region)),
    stale: named(({ price }) => isStale(price, today)),
  };
}

/** @param today decides whether the Kubernetes version is in extended support, and which prices are stale */
export function bill(input: BillInput, today: Date): Bill {
  const [fixed, usage] = [fixedLines(input, today), usageLines(input)];
  return {
    fixed,
    usage,
    unpriced: unpricedParts(input),
    endpoints:
      input.network.nat === "none"
        ? []
        : endpointAdvice(withoutEndpoint(input), input.network.zones.length, priceListOf(input.aws.region).prices),
    ...reservations([...fixed, ...usage], input.aws.region, today),
  };
}

/** GB a month by service, of the services without an interface endpoint: their traffic passes the NAT gateway. */
function withoutEndpoint({ network, usage }: BillInput): Readonly<Record<string, number>> {
  const { services } = network.interfaceEndpoints;
  return Object.fromEntries(Object.entries(usage.awsServiceGb).filter(([service]) => !services.includes(service)));
}

/** The Region whose prices a bill has, at least for some lines. */
export function priceRegionOf({ region, foreign }: Bill): string {
  return foreign.length > 0 ? PRICE_REGION : region;
}

export function total(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}
