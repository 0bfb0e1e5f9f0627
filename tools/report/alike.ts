import type { Change } from "./model";

/** From this many changes with the same text on, one row shows all of them. */
const MIN_ALIKE = 4;

/** A change with what its row says about it. */
export interface Described {
  readonly change: Change;
  readonly properties: string;
}

/** Changes that one row shows. */
export type Alike<T> = readonly [T, ...T[]];

/**
 * Groups changes with the same properties: updates such as those of a tag on every resource, and replacements of one type that
 * follow from another one, such as those of the tags of a node group. Resources with data are never replaced in a group.
 */
export function alike<T extends Described>(described: readonly T[]): readonly Alike<T>[] {
  const groups = Map.groupBy(described, ({ change: { kind, urn, type, isStateful }, properties }) => {
    if (kind === "update") return properties;
    return `${kind} ${kind === "replace" && !isStateful ? `${type} ${properties}` : urn}`;
  });
  return [...groups.values()].flatMap((same): readonly Alike<T>[] => {
    const [first, ...others] = same;
    if (first === undefined) return [];
    const isLong = same.length >= MIN_ALIKE && first.properties !== "";
    return isLong ? [[first, ...others]] : same.map((each): Alike<T> => [each]);
  });
}
