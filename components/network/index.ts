export { Network } from "./network";
export type { NetworkArgs, ZoneSubnet } from "./network";
export type { ZoneLetter } from "./subnet-plan";
