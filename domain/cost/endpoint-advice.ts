import { PRICES, usdPerMonth } from "./prices";

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
export function breakEvenGb(zones: number): number {
  return (
    (zones * usdPerMonth(PRICES.interfaceEndpoint)) /
    (PRICES.natProcessing.usd - PRICES.interfaceEndpointProcessing.usd)
  );
}

/**
 * Compares NAT and endpoint for each service whose traffic is stated. Of NAT only the price per GB counts: its gateways
 * are needed for the internet anyway.
 */
export function endpointAdvice(servicesGb: Readonly<Record<string, number>>, zones: number): readonly EndpointAdvice[] {
  return Object.entries(servicesGb)
    .filter(([service]) => !usesGatewayEndpoint(service))
    .map(([service, gb]) => ({
      service,
      gb,
      zones,
      natUsd: gb * PRICES.natProcessing.usd,
      endpointUsd: zones * usdPerMonth(PRICES.interfaceEndpoint) + gb * PRICES.interfaceEndpointProcessing.usd,
      breakEvenGb: breakEvenGb(zones),
    }));
}

export function usesGatewayEndpoint(service: string): boolean {
  return GATEWAY_SERVICES.includes(service);
}
