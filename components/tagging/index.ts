export { platformTags } from "./tag-rules";
export type { PlatformTagArgs, PlatformTags } from "./tag-rules";
export { IDENTIFYING_KEYS } from "./resource-query";
export { TaggingPolicy } from "./tagging-policy";
export type { TaggingPolicyArgs } from "./tagging-policy";
