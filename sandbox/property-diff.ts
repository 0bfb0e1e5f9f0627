import { isDeepStrictEqual } from "node:util";

export type ChangeKind = "add" | "delete" | "update";

/** One leaf that differs, with its path in Pulumi's notation: `tags.Owner`, `vpcConfig.publicAccessCidrs[0]`. */
export interface PropertyChange {
  readonly path: string;
  readonly kind: ChangeKind;
}

/** The leaves in which two property values differ. */
export function diffProperties(before: unknown, after: unknown, path = ""): readonly PropertyChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) =>
      diffProperties(before[index], after[index], `${path}[${index}]`),
    ).flat();
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => diffProperties(before[key], after[key], joinPath(path, key)));
  }
  return [{ path, kind: "update" }];
}

/** Whether a change lies at or below a property, e.g. `vpcConfig.subnetIds[1]` below `vpcConfig.subnetIds`. */
export function isWithin(changePath: string, property: string): boolean {
  if (!changePath.startsWith(property)) return false;
  const next = changePath.charAt(property.length);
  return next === "" || next === "." || next === "[";
}

function joinPath(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
