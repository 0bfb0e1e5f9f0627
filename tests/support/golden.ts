import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { key, type RecordedResource } from "./record";
import { PROJECT_DIR } from "./stack-files";

const OWN_GOLDEN_DIR = path.join(PROJECT_DIR, "golden");

/** One resource of a golden graph: what a reviewer wants to see when it changes. */
interface GoldenResource {
  readonly resource: string;
  readonly parent?: string;
  readonly protect?: true;
  readonly ignoreChanges?: readonly string[];
  readonly retainOnDelete?: true;
  readonly deleteBeforeReplace?: true;
  readonly dependsOn?: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The graph of a recording: sorted by type and name, without empty options. */
export function goldenGraph(resources: readonly RecordedResource[]): readonly GoldenResource[] {
  return [...resources].sort((a, b) => compare(key(a), key(b))).map(goldenResource);
}

function goldenFile(name: string): string {
  return path.join(PROJECT_DIR, "tests/program/golden", `${name}.json`);
}

/** Compares with the committed graph, or rewrites it if `GOLDEN=update` is set. */
export function expectGolden(stack: string, resources: readonly RecordedResource[]): void {
  expectGoldenFile(stack, goldenGraph(resources));
}

/** Compares data with the committed file of this name, or rewrites it if `GOLDEN=update` is set. */
export function expectGoldenFile(name: string, data: unknown): void {
  expectFile(goldenFile(name), data);
}

/** The graph of a stack of the user, in the folder that belongs to the user. */
export function ownGoldenFile(stack: string): string {
  return path.join(OWN_GOLDEN_DIR, `${stack}.json`);
}

/** Stacks of the user that have a graph. */
export function stacksWithOwnGolden(): readonly string[] {
  if (!existsSync(OWN_GOLDEN_DIR)) return [];
  return readdirSync(OWN_GOLDEN_DIR).flatMap((file) => (file.endsWith(".json") ? [path.basename(file, ".json")] : []));
}

/** Compares data with a file, or rewrites the file when `GOLDEN=update` says so. */
export function expectFile(file: string, data: unknown): void {
  const text = `${JSON.stringify(data, null, 2)}\n`;
  if (process.env["GOLDEN"] === "update") {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const committed = existsSync(file) ? readFileSync(file, "utf8") : "";
  expect(text).toBe(committed);
}

function goldenResource({ type, name, inputs, options }: RecordedResource): GoldenResource {
  return {
    resource: key({ type, name }),
    ...(options.parent === undefined ? {} : { parent: options.parent }),
    ...(options.protect ? { protect: true } : {}),
    ...(options.retainOnDelete ? { retainOnDelete: true } : {}),
    ...(options.deleteBeforeReplace ? { deleteBeforeReplace: true } : {}),
    ...(options.ignoreChanges.length === 0 ? {} : { ignoreChanges: options.ignoreChanges }),
    ...(options.dependsOn.length === 0 ? {} : { dependsOn: [...options.dependsOn].sort(compare) }),
    inputs: sortedKeys(inputs) as Readonly<Record<string, unknown>>,
  };
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortedKeys(inner)]));
}

/** By code point, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
