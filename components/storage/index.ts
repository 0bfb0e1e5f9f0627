export { BucketFleet } from "./bucket-fleet";
export type { BucketFleetArgs, FleetBucketSettings } from "./bucket-fleet";
export { Storage } from "./storage";
export type { BucketSettings, StorageArgs } from "./storage";
