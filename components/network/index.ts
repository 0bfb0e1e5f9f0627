export { Network } from "./network";
export type { NetworkArgs, ZoneSubnet } from "./network";
export { provideNetwork } from "./provide-network";
export type { ProvidedNetworkArgs } from "./provide-network";
export type { ZoneLetter } from "../../domain/network/zones-and-tiers";
