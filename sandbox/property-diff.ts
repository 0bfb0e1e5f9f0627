import { isDeepStrictEqual } from "node:util";

type ChangeKind = "add" | "delete" | "update";

/** One difference, with its path in Pulumi's notation: `tags.Owner`, `vpcConfig.publicAccessCidrs[0]`. */
export interface PropertyChange {
  readonly path: string;
  readonly kind: ChangeKind;
}

/** The differences between two property values; an object or list that only one of them has is one change. */
export function diffProperties(before: unknown, after: unknown, path = ""): readonly PropertyChange[] {
  return compare(before, after, path, false);
}

/** Like {@link diffProperties}, with a change for each leaf of an object or list that only one of them has. */
export function diffLeaves(before: unknown, after: unknown): readonly PropertyChange[] {
  return compare(before, after, "", true);
}

function compare(before: unknown, after: unknown, path: string, deep: boolean): readonly PropertyChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [old, current] = deep ? [before ?? emptyLike(after), after ?? emptyLike(before)] : [before, after];
  if (Array.isArray(old) && Array.isArray(current)) {
    const length = Math.max(old.length, current.length);
    return Array.from({ length }, (_, index) => compare(old[index], current[index], `${path}[${index}]`, deep)).flat();
  }
  if (isRecord(old) && isRecord(current)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(current)])];
    return keys.flatMap((key) => compare(old[key], current[key], joinPath(path, key), deep));
  }
  if (before === undefined) return [{ path, kind: "add" }];
  return [{ path, kind: after === undefined ? "delete" : "update" }];
}

/** An empty value of the same type; undefined for a value without leaves. */
function emptyLike(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [] : undefined;
  return isRecord(value) && Object.keys(value).length > 0 ? {} : undefined;
}

/** A path without list indexes, as in `sandbox/facts`. */
export function withoutIndexes(path: string): string {
  return path.replaceAll(/\[\d+\]/g, "");
}

/** Whether a change lies at or below a property, e.g. `vpcConfig.subnetIds[1]` below `vpcConfig.subnetIds`. */
export function isWithin(changePath: string, property: string): boolean {
  if (!changePath.startsWith(property)) return false;
  const next = changePath.charAt(property.length);
  return next === "" || next === "." || next === "[";
}

export function joinPath(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
