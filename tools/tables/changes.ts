/** The leaves of a table that were added, removed or changed, one line each. */
export function tableChanges(before: unknown, after: unknown): string[] {
  const [old, current] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...current.keys()])].sort().flatMap((key) => {
    const [was, is] = [old.get(key), current.get(key)];
    if (was === is) return [];
    if (was === undefined) return [`+ ${key}: ${is}`];
    return is === undefined ? [`- ${key}: ${was}`] : [`~ ${key}: ${was} -> ${is}`];
  });
}

/** A map without further maps is one leaf: the facts of an instance type change together. */
function leaves(value: unknown, key = "", found = new Map<string, string>()): Map<string, string> {
  if (!isMap(value) || !Object.values(value).some(isMap)) return found.set(key, JSON.stringify(value));
  for (const [name, below] of Object.entries(value)) leaves(below, key === "" ? name : `${key}.${name}`, found);
  return found;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
