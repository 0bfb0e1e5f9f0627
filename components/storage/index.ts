export { Storage } from "./storage";
export type { BucketSettings, StorageArgs } from "./storage";
