import * as path from "node:path";
import { productionRules } from "../../../config/stack/production-rules";
import type { ReadableParts } from "../../../config/check/rule";
import { PART_NAMES, type PartName, schemas } from "../../../config/schema";
import { partSchema, sample } from "../../../config/schema/json-schema";
import { isContainer, type Path, withValueAt } from "../../../config/source/path";
import { readStackFile, stacksIn } from "../../../config/source/project-files";
import { ANY_KEY, ENTRY, formatKey } from "./keys";

const ROOT = path.resolve(__dirname, "../../..");
const NAMESPACE = "groundwork:";

/**
 * The stack files that the project is released with, as the tests keep them: those in the root folder belong to the user,
 * and the reference must not change with them.
 */
const STACKS = path.join(ROOT, "tests/stacks");

/** The three environments that the project is released with, in the order of their use. */
const SHIPPED = ["dev", "staging", "prod"] as const;

const shipped = SHIPPED.map((stack) => [stack, valuesIn(STACKS, stack)] as const);
const others = [
  ...["examples", "examples/fleet"]
    .map((folder) => path.join(ROOT, folder))
    .flatMap((directory) => stacksIn(directory).map((stack) => valuesIn(directory, stack))),
  // Other stack files in this folder belong to the user.
  valuesIn(path.join(ROOT, "bootstrap"), "example"),
];

/** The first value that a shipped stack file or an example has at a path. */
export function firstValue(key: Path): unknown {
  return [...shipped.map(([, values]) => values), ...others].flatMap((values) => valuesAt(values, key))[0];
}

/** What each shipped stack file writes for a key; undefined where it writes nothing. */
export function writtenValues(key: Path): readonly (readonly [stack: string, value: unknown])[] {
  return shipped.map(([stack, values]) => [stack, valuesAt(values, key)[0]]);
}

const CONTEXT = { stack: "prod", today: new Date(0), disabledProviders: undefined, isWritten: () => true };

const NAME = "any";

const BROKEN: readonly (readonly [Path, unknown])[] = [
  [["environment"], "prod"],
  [["teardown"], undefined],
  [["storage", "deletionProtection"], false],
  [["storage", "forceDestroy"], true],
  [["storage", "fileSystems", NAME, "zone"], "a"],
  [["backup", "enabled"], true],
  [["backup", "deletionProtection"], false],
  [["cluster", "deletionProtection"], false],
  [["fleet", "deletionProtection"], false],
  [["fleet", "forceDestroy"], true],
  [["cluster", "endpoint", "public"], true],
];

/** What the rules of prod allow, by key: their findings about a stack file that breaks every one of them. */
export const ALLOWED_IN_PROD: ReadonlyMap<string, string> = new Map(
  productionRules
    .flatMap((rule) => [...rule(partsThatBreakProd(), CONTEXT)])
    .flatMap(({ path: at, allowed }) => (allowed === undefined ? [] : [[formatKey(at.map(anyKey)), allowed] as const])),
);

function partsThatBreakProd(): ReadableParts {
  const samples = Object.fromEntries(PART_NAMES.map((part) => [part, sample(partSchema(part))]));
  const broken = BROKEN.reduce<unknown>((values, [at, value]) => withValueAt(values, at, value), samples);
  return Object.fromEntries(
    Object.entries(broken as Record<PartName, unknown>).map(([part, value]) => [
      part,
      schemas[part as PartName].parse(value),
    ]),
  );
}

function anyKey(segment: string | number): string {
  if (typeof segment === "number") return ENTRY;
  return segment === NAME ? ANY_KEY : segment;
}

function valuesIn(directory: string, stack: string): unknown {
  const { values } = readStackFile(directory, stack);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replace(NAMESPACE, ""), value]));
}

function valuesAt(value: unknown, [segment, ...rest]: Path): unknown[] {
  if (segment === undefined) return value === undefined ? [] : [value];
  if (!isContainer(value)) return [];
  if (segment === ANY_KEY || segment === ENTRY) return Object.values(value).flatMap((entry) => valuesAt(entry, rest));
  return Object.hasOwn(value, segment) ? valuesAt((value as Record<string, unknown>)[segment], rest) : [];
}
