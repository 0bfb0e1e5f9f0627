import { createdObjects, type Stack, type StackResource, type TagSource } from "./created-objects";
import { DEFAULT_TAG_KEYS } from "./tag-keys";
import { type FoundKeys, parsedJson, tagKeysIn, valueAt } from "./tag-values";

export type { StackResource } from "./created-objects";

/** How tags reach an object, in the order in which reports count them. */
export const TAG_WAYS = ["default-tags", "fan-out", "service-setting", "none"] as const;
export type TagWay = (typeof TAG_WAYS)[number];

/** A resource of a stack, or objects that AWS or a controller creates for it, and how tags reach them. */
export interface TagPlace {
  /** Logical name and type of the resource. */
  readonly name: string;
  readonly type: string;
  /** What is created for the resource, such as `volumes`; undefined for the resource itself. */
  readonly creates?: string | undefined;
  readonly way: TagWay;
  /** Required keys that it lacks. */
  readonly missing: readonly string[];
  /** Whether values are unknown until the update, so that keys which seem to be missing can be there. */
  readonly isUndecided: boolean;
  /** Why no tag can reach it, for the way `none`. */
  readonly reason?: string | undefined;
}

/**
 * Names of the properties of a resource type by the installed SDK; undefined for a type that the SDK does not have.
 * All that is taggable follows from it, so that no list of types has to be maintained.
 */
export type PropertiesOfType = (type: string) => ReadonlySet<string> | undefined;

/** The argument `tags` of these types selects resources, and tags nothing. */
const SELECTING_TYPES: ReadonlySet<string> = new Set([
  "aws:devopsguru/resourceCollection:ResourceCollection",
  "aws:inspector/resourceGroup:ResourceGroup",
]);

/** How tags reach each AWS resource of a stack, and each kind of objects that AWS and controllers create for it. */
export function tagReach(
  resources: readonly StackResource[],
  required: readonly string[],
  propertiesOf: PropertiesOfType,
): readonly TagPlace[] {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const stack: Stack = {
    ofType: (type) => byType.get(type) ?? [],
    hasArgument: (type, argument) => propertiesOf(type)?.has(argument) === true,
  };
  return resources.flatMap((resource): TagPlace[] => {
    const { name, type } = resource;
    const created = createdObjects(resource, stack).map(({ what, tags }) => ({
      ...place(tags, required),
      name,
      type,
      creates: what,
    }));
    if (!type.startsWith("aws:")) return created;
    return [{ ...place(ownTags(resource, propertiesOf(type)), required), name, type }, ...created];
  });
}

/** The places by outcome. */
export interface TagReachCounts {
  /** Number of places that tags reach, by way. */
  readonly reached: Readonly<Record<Exclude<TagWay, "none">, number>>;
  /** Places that lack a required key although tags can reach them. */
  readonly missing: readonly TagPlace[];
  /** Places of which a preview cannot say it, because values are unknown until the update. */
  readonly undecided: readonly TagPlace[];
  /** Number of places that tags cannot reach, by reason. */
  readonly untaggable: ReadonlyMap<string, number>;
}

export function countTagPlaces(places: readonly TagPlace[]): TagReachCounts {
  const reached = { "default-tags": 0, "fan-out": 0, "service-setting": 0 };
  const untaggable = new Map<string, number>();
  for (const { way, missing, reason = "" } of places) {
    if (way === "none") untaggable.set(reason, (untaggable.get(reason) ?? 0) + 1);
    else if (missing.length === 0) reached[way]++;
  }
  return {
    reached,
    missing: places.filter(({ missing, isUndecided }) => missing.length > 0 && !isUndecided),
    undecided: places.filter(({ isUndecided }) => isUndecided),
    untaggable,
  };
}

/** The default tags of the providers of a stack; a tag can have another value in each provider. */
export function providerTags(resources: readonly Pick<StackResource, "type" | "props">[]): readonly unknown[] {
  return resources
    .filter(({ type }) => type === "pulumi:providers:aws")
    .map(({ props }) => valueAt(parsedJson(props["defaultTags"]), "tags"));
}

/** The keys that a stack gives to all its resources: those of the default tags of its providers, or those of a platform. */
export function defaultTagKeys(resources: readonly Pick<StackResource, "type" | "props">[]): readonly string[] {
  const own = tagKeysIn(...providerTags(resources)).keys;
  return own.length === 0 ? Object.values(DEFAULT_TAG_KEYS) : [...new Set(own)];
}

/** `tagsAll` contains the default tags. A type with `tags` and without `tagsAll` does not get them. */
function ownTags(
  { type, props }: StackResource,
  properties = new Set(Object.keys(props)) as ReadonlySet<string>,
): Source {
  if (properties.has("tagsAll")) return { way: "default-tags", holders: [props["tagsAll"]] };
  if (properties.has("tags") && !SELECTING_TYPES.has(type)) return { way: "fan-out", holders: [props["tags"]] };
  return { way: "none", reason: "the type has no tags" };
}

type Source = TagSource | { readonly way: "default-tags"; readonly holders: readonly unknown[] };

function place(source: Source, required: readonly string[]): Omit<TagPlace, "name" | "type"> {
  if (source.way === "none") return { ...source, missing: [], isUndecided: false };
  const found: FoundKeys = "holders" in source ? tagKeysIn(...source.holders) : { keys: required, isComplete: true };
  const missing = required.filter((key) => !found.keys.includes(key));
  return { way: source.way, missing, isUndecided: missing.length > 0 && !found.isComplete };
}
