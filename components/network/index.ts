export { Network } from "./network";
export type { NetworkArgs } from "./network";
export type { PlatformNetwork, ZoneSubnet } from "./platform-network";
export { provideNetwork } from "./provide-network";
export type { ProvidedNetworkArgs } from "./provide-network";
export type { ZoneLetter } from "../../domain/network/zones-and-tiers";
