export { Network } from "./network";
export type { NetworkArgs, ZoneSubnet } from "./network";
export { SecurityGroups } from "./security-groups";
export type { ZoneLetter } from "./subnet-plan";
