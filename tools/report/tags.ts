import { countTagPlaces, defaultTagKeys, type TagPlace, tagReach } from "../../domain/tags/tag-reach";
import { sdkProperties } from "../../policy/sdk-properties";
import type { Tags } from "./model";
import type { Preview } from "./read/preview";

/**
 * How the default tags of a stack reach its resources after the update, and what AWS creates for them; undefined for events
 * without outputs, which contain the default tags.
 */
export function tagsOf({ resources }: Pick<Preview, "resources">): Tags | undefined {
  if (!resources.some(({ props }) => "tagsAll" in props)) return undefined;
  const places = tagReach(resources, defaultTagKeys(resources), sdkProperties);
  const { reached, missing, undecided, untaggable } = countTagPlaces(places);
  return {
    defaultTags: reached["default-tags"],
    fanOut: reached["fan-out"],
    serviceSetting: reached["service-setting"],
    untaggable: [...untaggable].map(([reason, count]) => ({ reason, places: count })),
    missing: missing.map(reportedPlace),
    undecided: undecided.map(reportedPlace),
  };
}

function reportedPlace({ name, type, creates, missing }: TagPlace): Tags["missing"][number] {
  return { resource: name, type, ...(creates === undefined ? {} : { creates }), keys: [...missing] };
}
