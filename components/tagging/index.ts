export { platformTags } from "../../domain/tags/platform-tags";
export type { PlatformTagArgs, PlatformTags } from "../../domain/tags/platform-tags";
export { IDENTIFYING_KEYS } from "./resource-query";
export { TaggingPolicy } from "./tagging-policy";
export type { TaggingPolicyArgs } from "./tagging-policy";
