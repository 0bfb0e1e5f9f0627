export { platformTags } from "../../domain/tags/platform-tags";
export type { PlatformTagArgs } from "../../domain/tags/platform-tags";
export { IDENTIFYING_KEYS } from "./resource-query";
export { TaggingPolicy } from "./tagging-policy";
