import { PRICES, usdPerMonth } from "./prices";

/** Services with a gateway endpoint, which every network of the platform has: nothing to pay, nothing to decide. */
const GATEWAY_SERVICES: readonly string[] = ["s3", "dynamodb"];

/** Whether an interface endpoint for one service costs less than sending its traffic through NAT. */
export interface EndpointAdvice {
  readonly service: string;
  /** GB a month, as stated. */
  readonly gb: number;
  readonly zones: number;
  /** Dollars a month for this traffic through NAT gateways. */
  readonly natUsd: number;
  /** Dollars a month for it through an interface endpoint in every zone. */
  readonly endpointUsd: number;
  /** GB a month from which the endpoint is the cheaper way. */
  readonly breakEvenGb: number;
}

/** GB a month of one service from which an interface endpoint in each of so many zones is cheaper than NAT. */
export function breakEvenGb(zones: number): number {
  return (
    (zones * usdPerMonth(PRICES.interfaceEndpoint)) /
    (PRICES.natProcessing.usd - PRICES.interfaceEndpointProcessing.usd)
  );
}

/**
 * Compares both ways for each service whose traffic is stated. Only the price per GB counts on the side of NAT: its
 * gateways stay for the internet, whatever the services do.
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
