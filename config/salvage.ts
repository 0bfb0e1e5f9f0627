import type { z } from "zod";
import { formatPath, isContainer, isWithin, type Path, touches, valueAt, withValueAt } from "./path";

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
  let remedies: readonly Remedy[] = [];
  const original = (path: Path): Path => unshift(path, remedies);
  const issues: Issue[] = [];
  let result = schema.safeParse(raw);
  while (!result.success) {
    // Some checks run only once simpler mistakes are gone; what touches a remedy is the remedy's fault.
    const found = result.error.issues.map((issue) => ({ ...issue, path: [...original(issue.path as Path)] }));
    const earlier = remedies;
    issues.push(
      ...found.filter(
        (issue) => !earlier.some((remedy) => faultyPlaces(issue).some((place) => touches(place, remedy.path))),
      ),
    );
    for (const path of found.flatMap(faultyPlaces)) {
      const remedy = nextRemedy(path, raw, remedies, sampleAt);
      if (remedy === undefined) return { issues, value: undefined, original };
      remedies = [...remedies.filter((earlier) => !isWithin(earlier.path, remedy.path)), remedy];
    }
    result = schema.safeParse(apply(raw, remedies));
  }
  return { issues, value: result.data, original };
}

function faultyPlaces(issue: Issue): Path[] {
  const path = issue.path as Path;
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
}

/** First the value goes, so that a default can stand in; if the place is required, a sample does; else its parent goes. */
function nextRemedy(
  path: Path,
  raw: unknown,
  remedies: readonly Remedy[],
  sampleAt: (path: Path) => unknown,
): Remedy | undefined {
  const tried = remedies.find((remedy) => formatPath(remedy.path) === formatPath(path));
  if (tried === undefined && valueAt(raw, path) !== undefined) return { path };
  const standIn = tried?.standIn === undefined ? sampleAt(path) : undefined;
  if (standIn !== undefined) return { path, standIn };
  return path.length === 0 ? undefined : nextRemedy(path.slice(0, -1), raw, remedies, sampleAt);
}

/** The value with every remedy applied. Entries are taken out last: until then paths mean the text's indexes. */
function apply(raw: unknown, remedies: readonly Remedy[]): unknown {
  const filled = remedies
    .filter(({ standIn }) => standIn !== undefined)
    .reduce((value, { path, standIn }) => withValueAt(value, path, standIn), raw);
  return without(
    filled,
    [],
    remedies.filter(({ standIn }) => standIn === undefined),
  );
}

function without(value: unknown, path: Path, removals: readonly Remedy[]): unknown {
  const isGone = (place: Path): boolean => removals.some((removal) => isWithin(place, removal.path));
  if (isGone(path)) return undefined;
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, index) => ({ item, place: [...path, index] }))
      .filter(({ place }) => !isGone(place))
      .map(({ item, place }) => without(item, place, removals));
  }
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isGone([...path, key]))
      .map(([key, item]) => [key, without(item, [...path, key], removals)]),
  );
}

/** Undoes the shift of list indexes that comes of taking entries out. */
function unshift(path: Path, remedies: readonly Remedy[]): Path {
  return path.reduce<Path>((before, segment) => {
    if (typeof segment !== "number") return [...before, segment];
    const gone = remedies
      .filter(
        ({ path: place, standIn }) =>
          standIn === undefined && place.length === before.length + 1 && isWithin(place, before),
      )
      .map(({ path: place }) => Number(place.at(-1)))
      .sort((a, b) => a - b);
    return [...before, gone.reduce((index, earlier) => (earlier <= index ? index + 1 : index), segment)];
  }, []);
}
