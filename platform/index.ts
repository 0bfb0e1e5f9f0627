export { createExtensions } from "./create-extensions";
export { type Extension, extension, type ExtensionOutputs, type Extensions } from "./extension";
export { MissingPartError } from "./missing-part";
export type { AnyResourceOptions } from "./options";
export type { ClusterParts, NetworkParts, Platform, StorageParts } from "./platform";
