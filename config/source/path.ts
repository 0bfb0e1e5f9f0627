/**
 * The path of a value: the top-level key without its namespace, then map keys and list indexes.
 * Keys of other namespaces keep theirs: `["pulumi:disable-default-providers", 0]`.
 */
export type Path = readonly (string | number)[];

/** In the form that `npm run config` takes, on one line: `network.zones[1]`, `tags.additional["cost.center"]`. */
export function formatPath(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === "number") return `[${segment}]`;
      if (/[.[\]"\\\p{Cc}]/u.test(segment) || segment === "") return `[${JSON.stringify(segment)}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join("");
}

/** Reads what {@link formatPath} writes; undefined for any other text. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  const segment = /\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]|(?<dot>\.?)(?<plain>[^.[\]"\\]+)/gy;
  let end = 0;
  for (const { 0: whole, index: start, groups = {} } of text.matchAll(segment)) {
    const { index, quoted, dot, plain } = groups;
    if (start !== end || (plain !== undefined && (dot === "") !== (start === 0))) return undefined;
    try {
      path.push(index !== undefined ? Number(index) : (plain ?? String(JSON.parse(quoted ?? ""))));
    } catch {
      return undefined;
    }
    end += whole.length;
  }
  return end === text.length && typeof path[0] === "string" ? path : undefined;
}

/** Whether a path has the form of a pattern, in which `*` is any key of a map. */
export function isOfPattern(path: Path, pattern: Path): boolean {
  return path.length === pattern.length && pattern.every((part, index) => part === "*" || part === path[index]);
}

export function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.length <= path.length && ancestor.every((segment, index) => segment === path[index]);
}

/** Whether one path is an ancestor of the other, or the same. */
export function touches(a: Path, b: Path): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) =>
      isContainer(value) && Object.hasOwn(value, segment) ? (value as Record<string, unknown>)[segment] : undefined,
    root,
  );
}

/** A copy with another value at a path; missing maps, lists and the next entry of a list are created. */
export function withValueAt(root: unknown, [segment, ...rest]: Path, value: unknown): unknown {
  if (segment === undefined) return value;
  if (Array.isArray(root) || (typeof segment === "number" && !isContainer(root))) {
    const list: unknown[] = Array.isArray(root) ? root : [];
    const grown = segment === list.length ? [...list, undefined] : list;
    return grown.map((item, index) => (index === segment ? withValueAt(item, rest, value) : item));
  }
  return { ...(isContainer(root) ? root : {}), [segment]: withValueAt(valueAt(root, [segment]), rest, value) };
}

/** A map or a list. */
export function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
