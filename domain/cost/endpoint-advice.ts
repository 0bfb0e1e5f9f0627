import { PRICES, usdPerMonth } from "./prices";
import type { PriceList } from "./price-list";

/** Services with a gateway endpoint, which is free and part of every network of the platform. */
const GATEWAY_SERVICES: readonly string[] = ["s3", "dynamodb"];

/** The monthly cost of the traffic of one service, through NAT and through an interface endpoint. */
export interface EndpointAdvice {
  readonly service: string;
  /** GB a month, as stated. */
  readonly gb: number;
  readonly zones: number;
  /** Dollars a month for this traffic through NAT gateways. */
  readonly natUsd: number;
  /** Dollars a month for it through an interface endpoint in every zone. */
  readonly endpointUsd: number;
  /** GB a month from which the endpoint costs less. */
  readonly breakEvenGb: number;
}

/** GB a month of one service from which an interface endpoint in this number of zones costs less than NAT. */
export function breakEvenGb(zones: number, prices: PriceList["prices"] = PRICES): number {
  return (
    (zones * usdPerMonth(prices.interfaceEndpoint)) /
    (prices.natProcessing.usd - prices.interfaceEndpointProcessing.usd)
  );
}

/**
 * Compares NAT and endpoint for each service whose traffic is stated. Of NAT only the price per GB counts: its gateways
 * are needed for the internet anyway.
 */
export function endpointAdvice(
  servicesGb: Readonly<Record<string, number>>,
  zones: number,
  prices: PriceList["prices"] = PRICES,
): readonly EndpointAdvice[] {
  return Object.entries(servicesGb)
    .filter(([service]) => !usesGatewayEndpoint(service))
    .map(([service, gb]) => ({
      service,
      gb,
      zones,
      natUsd: gb * prices.natProcessing.usd,
      endpointUsd: zones * usdPerMonth(prices.interfaceEndpoint) + gb * prices.interfaceEndpointProcessing.usd,
      breakEvenGb: breakEvenGb(zones, prices),
    }));
}

export function usesGatewayEndpoint(service: string): boolean {
  return GATEWAY_SERVICES.includes(service);
}
