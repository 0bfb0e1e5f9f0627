import type { z } from "zod";
import { formatPath, isContainer, isWithin, type Path, valueAt } from "../source/path";
import { PathSet } from "../source/path-set";

export type Issue = z.core.$ZodIssue;

export interface Salvaged<T> {
  /** All schema errors of the value as written. */
  readonly issues: readonly Issue[];
  /** The value without its invalid parts, which are removed or replaced by samples; undefined when nothing is left. */
  readonly value: T | undefined;
  /** The path in the text of a path in `value`: list indexes shift when entries are removed. */
  readonly original: (path: Path) => Path;
}

/** A change to an invalid place: its value is removed, or replaced by a sample. */
interface Remedy {
  readonly path: Path;
  readonly standIn?: unknown;
}

/**
 * Parses as much of a value as possible, so that one misspelt key does not keep the rules from checking everything else:
 * the report lists every error at once. `sampleAt` returns a valid value for a required place. The caller drops findings
 * that follow from samples and from defaults in invalid places.
 */
export function salvage<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  sampleAt: (path: Path) => unknown,
): Salvaged<z.output<S>> {
  let remedies = new Remedies([]);
  const original = (path: Path): Path => remedies.unshift(path);
  const issues: Issue[] = [];
  let result = schema.safeParse(raw);
  while (!result.success) {
    // Some checks run only without simpler errors. An error in a changed place is caused by the change, so it is omitted.
    const found = result.error.issues.map((issue) => ({ ...issue, path: [...original(issue.path as Path)] }));
    for (const issue of found) if (!faultyPlaces(issue).some((place) => remedies.touch(place))) issues.push(issue);
    const next = new Map(remedies.byPath);
    for (const path of found.flatMap(faultyPlaces)) {
      const remedy = nextRemedy(path, raw, next, sampleAt);
      if (remedy === undefined) return { issues, value: undefined, original };
      if (remedy.standIn !== undefined && isContainer(valueAt(raw, remedy.path))) dropWithin(next, remedy.path);
      next.set(formatPath(remedy.path), remedy);
    }
    remedies = new Remedies(next);
    result = schema.safeParse(apply(raw, remedies));
  }
  return { issues, value: result.data, original };
}

/** Drops changes within a place that a sample replaces as a whole. */
function dropWithin(remedies: Map<string, Remedy>, path: Path): void {
  for (const [place, remedy] of remedies) if (isWithin(remedy.path, path)) remedies.delete(place);
}

/** The changes to all invalid places. */
class Remedies {
  readonly byPath: ReadonlyMap<string, Remedy>;
  readonly #places: PathSet;
  readonly #removals: PathSet;
  /** Sorted indexes of removed entries, by list. */
  readonly #removedIndexes = new Map<string, number[]>();

  constructor(remedies: Iterable<readonly [string, Remedy]>) {
    this.byPath = new Map(remedies);
    const all = [...this.byPath.values()];
    const removals = all.filter(({ standIn }) => standIn === undefined).map(({ path }) => path);
    this.#places = new PathSet(all.map(({ path }) => path));
    this.#removals = new PathSet(removals);
    for (const path of removals) {
      const index = path.at(-1);
      const list = formatPath(path.slice(0, -1));
      if (typeof index === "number") {
        const indexes = this.#removedIndexes.get(list) ?? [];
        indexes.push(index);
        this.#removedIndexes.set(list, indexes);
      }
    }
    for (const indexes of this.#removedIndexes.values()) indexes.sort((a, b) => a - b);
  }

  touch(path: Path): boolean {
    return this.#places.touches(path);
  }

  removes(path: Path): boolean {
    return this.#removals.has(path);
  }

  /** Reverses the shift of list indexes by removed entries. */
  unshift(path: Path): Path {
    return path.reduce<Path>((before, segment) => {
      if (typeof segment !== "number") return [...before, segment];
      const gone = this.#removedIndexes.get(formatPath(before)) ?? [];
      return [...before, gone.reduce((index, earlier) => (earlier <= index ? index + 1 : index), segment)];
    }, []);
  }
}

function faultyPlaces(issue: Issue): Path[] {
  const path = issue.path as Path;
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
}

/** First removes the value, so that a default applies; a required place gets a sample; otherwise the parent is removed. */
function nextRemedy(
  path: Path,
  raw: unknown,
  remedies: ReadonlyMap<string, Remedy>,
  sampleAt: (path: Path) => unknown,
): Remedy | undefined {
  const tried = remedies.get(formatPath(path));
  if (tried === undefined && valueAt(raw, path) !== undefined) return { path };
  const standIn = tried?.standIn === undefined ? sampleAt(path) : undefined;
  if (standIn !== undefined) return { path, standIn };
  return path.length === 0 ? undefined : nextRemedy(path.slice(0, -1), raw, remedies, sampleAt);
}

/** The value with every change applied. Entries are removed last, since paths have the indexes of the text. */
function apply(raw: unknown, remedies: Remedies): unknown {
  const standIns = [...remedies.byPath.values()].filter(({ standIn }) => standIn !== undefined);
  return without(withStandIns(raw, standIns), [], remedies);
}

/** Copies each map and list once, however many of its values change. */
function withStandIns(raw: unknown, standIns: readonly Remedy[]): unknown {
  const root: Record<string, unknown> = { raw };
  const copies = new Set<unknown>([root]);
  for (const { path, standIn } of standIns) {
    let parent = root;
    let key: string | number = "raw";
    for (const segment of path) {
      const old: unknown = parent[key];
      const empty = typeof segment === "number" ? [] : {};
      const copy = copies.has(old)
        ? old
        : Array.isArray(old)
          ? [...(old as unknown[])]
          : isContainer(old)
            ? { ...old }
            : empty;
      parent[key] = copy;
      copies.add(copy);
      [parent, key] = [copy as Record<string, unknown>, segment];
    }
    parent[key] = standIn;
  }
  return root["raw"];
}

function without(value: unknown, path: Path, remedies: Remedies): unknown {
  if (!remedies.touch(path)) return value;
  if (remedies.removes(path)) return undefined;
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, index) => ({ item, place: [...path, index] }))
      .filter(({ place }) => !remedies.removes(place))
      .map(({ item, place }) => without(item, place, remedies));
  }
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !remedies.removes([...path, key]))
      .map(([key, item]) => [key, without(item, [...path, key], remedies)]),
  );
}
