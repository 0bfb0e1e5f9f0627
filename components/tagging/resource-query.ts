import { renderJson } from "../../domain/json";
import type { MandatoryTagKey } from "../../domain/tags/tag-keys";
import type { PlatformTags } from "../../domain/tags/platform-tags";

/**
 * The tags that identify the stack of a resource. Owner, cost center and department can change, and a group with these tags
 * would omit every resource that has not been updated yet.
 */
export const IDENTIFYING_KEYS: readonly MandatoryTagKey[] = ["Project", "Environment", "ManagedBy"];

/** Query of a resource group: every resource of the Region that has all identifying tags. */
export function stackResourceQuery(tags: PlatformTags): string {
  return renderJson({
    ResourceTypeFilters: ["AWS::AllSupported"],
    TagFilters: IDENTIFYING_KEYS.map((key) => ({ Key: key, Values: [tags[key]] })),
  });
}
