export { Bucket } from "./bucket";
export { createLogBucket } from "./log-bucket";
export { BucketFleet } from "./bucket-fleet";
export type { BucketFleetArgs, FleetBucketSettings } from "./bucket-fleet";
export { registryLifecyclePolicy } from "./registry-lifecycle";
export { Storage } from "./storage";
export type { BucketSettings, StorageArgs } from "./storage";
