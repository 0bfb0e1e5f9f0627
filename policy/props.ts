/** Properties of a resource as plain data. */
export type Props = Readonly<Record<string, unknown>>;

/** A value that is unknown in a preview. */
export const UNKNOWN = Symbol("unknown");

/**
 * The same value; `onUnknown` is called with the path of each unknown value that is read. A rule that reads one has not
 * decided, unless it finds a violation without it.
 */
export function watched<Value>(value: Value, onUnknown: (path: string) => void, path = ""): Value {
  if (typeof value !== "object" || value === null || !hasUnknown(value)) return value;
  return new Proxy(value, {
    get: (target, key): unknown => {
      const inner: unknown = Reflect.get(target, key);
      const place = typeof key === "symbol" ? path : [path, key].filter((part) => part !== "").join(".");
      if (inner === UNKNOWN) onUnknown(place);
      return watched(inner, onUnknown, place);
    },
  });
}

/** Whether a value is or contains an unknown one. Rules look at the same properties again and again, and change none. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === UNKNOWN;
  const known = withUnknown.get(value);
  if (known !== undefined) return known;
  const found = Object.values(value).some(hasUnknown);
  withUnknown.set(value, found);
  return found;
}

const withUnknown = new WeakMap<object, boolean>();

/** A property, of which the look does not count as a read that makes a rule undecided. */
export function peek(props: Props, key: string): unknown {
  return Object.getOwnPropertyDescriptor(props, key)?.value;
}

/** Whether a property is unknown. A rule that asks only this needs no value, so the question does not make it undecided. */
export function isUnknown(props: Props, key: string): boolean {
  return peek(props, key) === UNKNOWN;
}

/** The value at a path such as `metadataOptions.httpTokens`; unknown if any value along the path is. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : keepUnknown(inner)), value);
}

/** Whether a value is known and differs from the wanted value. */
export function differs(value: unknown, wanted: unknown): boolean {
  return value !== UNKNOWN && value !== wanted;
}

/** Whether a value is known to be omitted. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The known elements of a list; none when there is no list or it is unknown. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((element) => element !== UNKNOWN) : [];
}

/** Whether a list is known not to contain an element; a list with unknown elements may contain it. */
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
