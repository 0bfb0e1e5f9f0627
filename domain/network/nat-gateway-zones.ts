export type NatMode = "none" | "single" | "per-zone" | "regional";

/**
 * The zones in which a NAT gateway has its address, its metrics and its hourly price. `single` uses the first zone by
 * letter, a regional gateway all of them: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
export function natGatewayZones<Zone extends string>(nat: NatMode, zones: readonly Zone[]): readonly Zone[] {
  if (nat === "none") return [];
  return nat === "single" ? [...zones].sort().slice(0, 1) : zones;
}
