import { renderJson } from "../../domain/json";
import type { MandatoryTagKey } from "../../domain/tags/tag-keys";
import type { PlatformTags } from "../../domain/tags/platform-tags";

/**
 * The tags that say which stack a resource belongs to. Owner, cost center and department may change hands; a group that
 * asked for them would lose every resource that has not been updated yet.
 */
export const IDENTIFYING_KEYS: readonly MandatoryTagKey[] = ["Project", "Environment", "ManagedBy"];

/** Query of a resource group: every resource of the region that carries all the identifying tags. */
export function stackResourceQuery(tags: PlatformTags): string {
  return renderJson({
    ResourceTypeFilters: ["AWS::AllSupported"],
    TagFilters: IDENTIFYING_KEYS.map((key) => ({ Key: key, Values: [tags[key]] })),
  });
}
