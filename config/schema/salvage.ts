import type { z } from "zod";
import { formatPath, isContainer, isWithin, type Path, valueAt, withValueAt } from "../source/path";
import { PathSet } from "../source/path-set";

export type Issue = z.core.$ZodIssue;

export interface Salvaged<T> {
  /** Everything the schema has to say about the value as it was written. */
  readonly issues: readonly Issue[];
  /** What can be used, faulty places taken out or stood in for; undefined when nothing is left. */
  readonly value: T | undefined;
  /** Where a path of `value` was in the text: list indexes shift when entries are taken out. */
  readonly original: (path: Path) => Path;
}

/** What is done about a faulty place: it is taken out, or a value stands in for it. */
interface Remedy {
  readonly path: Path;
  readonly standIn?: unknown;
}

/**
 * Parses as much of a value as can be parsed. One misspelt key must not keep the rules from looking at all the rest:
 * people mend everything in one go only when they are told everything. `sampleAt` gives an example of what a required
 * place may hold. What is concluded from stand-ins and defaults in faulty places is for the caller to drop.
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
    // Some checks run only once simpler mistakes are gone; what touches a remedy is the remedy's fault.
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

/** A value that stands in is whole: nothing is taken out of it. */
function dropWithin(remedies: Map<string, Remedy>, path: Path): void {
  for (const [place, remedy] of remedies) if (isWithin(remedy.path, path)) remedies.delete(place);
}

/** What is done about all faulty places. */
class Remedies {
  readonly byPath: ReadonlyMap<string, Remedy>;
  readonly #places: PathSet;
  readonly #removals: PathSet;
  /** Indexes of the entries that are taken out, in order, by their list. */
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
        this.#removedIndexes.set(list, [...(this.#removedIndexes.get(list) ?? []), index]);
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

  /** Undoes the shift of list indexes that comes of taking entries out. */
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

/** First the value goes, so that a default can stand in; if the place is required, a sample does; else its parent goes. */
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

/** The value with every remedy applied. Entries are taken out last: until then paths mean the text's indexes. */
function apply(raw: unknown, remedies: Remedies): unknown {
  const filled = [...remedies.byPath.values()]
    .filter(({ standIn }) => standIn !== undefined)
    .reduce((value, { path, standIn }) => withValueAt(value, path, standIn), raw);
  return without(filled, [], remedies);
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
