import { listed } from "../../domain/listed";
import {
  countTagPlaces,
  type StackResource,
  type TagPlace,
  tagReach,
  type TagReachCounts,
} from "../../domain/tags/tag-reach";
import { sdkProperties } from "../../policy/sdk-properties";
import type { WorldObject } from "../../sandbox";

/** A stack of many buckets lacks the same tag on all of them. */
const MOST_NAMES = 10;

/** How tags reach the objects of an update, and what AWS and controllers create for them. */
export function worldTagReach(objects: readonly WorldObject[], required: readonly string[]): TagReachCounts {
  const resources = objects.map(({ type, name, inputs, state }): StackResource => ({
    type,
    name,
    props: { ...inputs, ...state },
  }));
  return countTagPlaces(tagReach(resources, required, sdkProperties));
}

/** One line that says how tags reach the places, one for what no tag can reach, and one for each place that lacks tags. */
export function describeTagReach({ reached, missing, undecided, untaggable }: TagReachCounts): readonly string[] {
  const total = Object.values(reached).reduce((sum, count) => sum + count, 0);
  const ways = [
    ["default tags", reached["default-tags"]],
    ["fan-out", reached["fan-out"]],
    ["settings of services", reached["service-setting"]],
  ] as const;
  const used = ways.filter(([, count]) => count > 0).map(([way, count]) => `${count} by ${way}`);
  const all = total + missing.length + undecided.length;
  const without = [...untaggable].map(([reason, count]) => `${count} (${reason})`);
  return [
    `${total} of ${all} taggable resources and kinds of objects that AWS creates have the tags: ${used.join(", ")}`,
    ...(without.length === 0 ? [] : [`not taggable: ${without.join(", ")}`]),
    ...(undecided.length === 0
      ? []
      : [`unknown until the update: ${listed(undecided.map(describePlace), MOST_NAMES)}`]),
    ...missing.map((place) => `✗ ${describePlace(place)} lacks ${place.missing.join(", ")}`),
  ];
}

/** `volumes of spot-0 (aws:ec2/launchTemplate:LaunchTemplate)` */
export function describePlace({ name, type, creates }: TagPlace): string {
  return `${creates === undefined ? "" : `${creates} of `}${name} (${type})`;
}
