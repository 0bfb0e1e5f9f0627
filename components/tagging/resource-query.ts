import { renderJson } from "../../domain/json";
import type { Tags } from "../../domain/tags/tags";

/** Query of a resource group: every resource of the Region that has all identifying tags. */
export function stackResourceQuery(identifyingTags: Tags): string {
  return renderJson({
    ResourceTypeFilters: ["AWS::AllSupported"],
    TagFilters: Object.entries(identifyingTags).map(([key, value]) => ({ Key: key, Values: [value] })),
  });
}
