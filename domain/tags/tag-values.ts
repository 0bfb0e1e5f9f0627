/** Properties of a resource as plain data. A value that is not known yet is neither a list nor an object. */
export type Properties = Readonly<Record<string, unknown>>;

/** The keys of tags as far as they are known. */
export interface FoundKeys {
  readonly keys: readonly string[];
  /** Whether all keys are known. A preview does not know all that the update sets. */
  readonly isComplete: boolean;
}

/** Stands for a value that is not known yet. */
const UNKNOWN = Symbol("unknown");

/** Properties in which a symbol replaces the texts that stand for unknown values. */
export function withUnknown(properties: Properties, isUnknown: (value: unknown) => boolean): Properties {
  const replaced = (value: unknown): unknown => {
    if (isUnknown(value)) return UNKNOWN;
    if (Array.isArray(value)) return value.map(replaced);
    return isObject(value) ? withUnknown(value, isUnknown) : value;
  };
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, replaced(value)]));
}

/**
 * The keys of all tags that have a value.
 *
 * @param holders maps of tags, lists of `{ key, value }`, undefined for no tags; everything else is unknown
 */
export function tagKeysIn(...holders: readonly unknown[]): FoundKeys {
  const found = holders.map(keysOf);
  return { keys: found.flatMap(({ keys }) => keys), isComplete: found.every(({ isComplete }) => isComplete) };
}

function keysOf(holder: unknown): FoundKeys {
  if (isAbsent(holder)) return { keys: [], isComplete: true };
  if (Array.isArray(holder)) return tagKeysIn(...holder.map(mapOfEntry));
  if (!isObject(holder)) return { keys: [], isComplete: false };
  return { keys: Object.keys(holder).filter((key) => !isEmpty(holder[key])), isComplete: true };
}

/** `{ key: "Owner", value: "web" }` as a map. */
function mapOfEntry(entry: unknown): unknown {
  const key = isObject(entry) ? entry["key"] : undefined;
  return isObject(entry) && typeof key === "string" ? { [key]: entry["value"] } : UNKNOWN;
}

/** The value of a property that holds JSON, such as the configuration values of an add-on. */
export function parsedJson(text: unknown): unknown {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The engine replaces a text that is not known yet by another one.
    return UNKNOWN;
  }
}

/** The parameters `tagSpecification_1: Owner=web` of the EBS CSI driver as a map. */
export function tagSpecifications(parameters: unknown): unknown {
  if (!isObject(parameters)) return parameters;
  const pairs = Object.entries(parameters).filter(([name]) => name.startsWith("tagSpecification_"));
  return Object.fromEntries(pairs.map(([, pair]) => String(pair).split("=", 2) as [string, string]));
}

/** The value at a path such as `spec.tags`; unknown if a value along the path is. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce((inner, key) => (isObject(inner) ? inner[key] : inner), value);
}

/** The objects in a list; none if the list is unknown. */
export function objectsIn(list: unknown): readonly Properties[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || (typeof value === "string" && value.trim() === "");
}
