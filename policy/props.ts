/** A resource's properties as plain data. */
export type Props = Readonly<Record<string, unknown>>;

/** Stands for a value that a preview cannot know. */
export const UNKNOWN = Symbol("unknown");

/** The value at a path such as `metadataOptions.httpTokens`; unknown as soon as anything on the way is. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : keepUnknown(inner)), value);
}

/** Whether a value is known to differ from what it should be. */
export function differs(value: unknown, wanted: unknown): boolean {
  return value !== UNKNOWN && value !== wanted;
}

/** Whether a value is known to be absent. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The known elements of a list; none when there is no list or it is unknown. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((element) => element !== UNKNOWN) : [];
}

/** Whether a list is known to lack an element: one that holds unknowns might still have it. */
export function lacks(value: unknown, element: unknown): boolean {
  if (value === UNKNOWN) return false;
  if (!Array.isArray(value)) return true;
  return !value.includes(element) && !value.includes(UNKNOWN);
}

export function isRecord(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keepUnknown(value: unknown): unknown {
  return value === UNKNOWN ? UNKNOWN : undefined;
}
