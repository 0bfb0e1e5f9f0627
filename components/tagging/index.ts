export { componentTags } from "../../domain/tags/component-tags";
export { identifyingTags, platformTags } from "../../domain/tags/platform-tags";
export type { PlatformTagArgs } from "../../domain/tags/platform-tags";
export { TaggingPolicy } from "./tagging-policy";
