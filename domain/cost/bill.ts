import type { BillInput } from "./bill-input";
import type { BillLine } from "./bill-line";
import { type EndpointAdvice, endpointAdvice } from "./endpoint-advice";
import { fixedLines } from "./fixed-lines";
import { isStale } from "./prices";
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
  /** Lines whose price is older than 180 days. */
  readonly stale: readonly string[];
}

/** @param today decides whether the Kubernetes version is in extended support, and which prices are stale */
export function bill(input: BillInput, today: Date): Bill {
  const [fixed, usage] = [fixedLines(input, today), usageLines(input)];
  return {
    fixed,
    usage,
    unpriced: unpricedParts(input),
    endpoints: input.network.nat === "none" ? [] : endpointAdvice(withoutEndpoint(input), input.network.zones.length),
    region: input.aws.region,
    stale: [...fixed, ...usage].filter(({ price }) => isStale(price, today)).map(({ what }) => what),
  };
}

/** GB a month by service, of the services without an interface endpoint: their traffic passes the NAT gateway. */
function withoutEndpoint({ network, usage }: BillInput): Readonly<Record<string, number>> {
  const { services } = network.interfaceEndpoints;
  return Object.fromEntries(Object.entries(usage.awsServiceGb).filter(([service]) => !services.includes(service)));
}

export function total(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}
