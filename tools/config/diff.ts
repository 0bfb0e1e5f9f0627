import { isDeepStrictEqual } from "node:util";
import { check } from "../../config/check/check";
import { checkBootstrap } from "../../config/bootstrap/check-bootstrap";
import { checkFleet } from "../../config/fleet/check-fleet";
import {
  formatPath,
  isContainer,
  isWithin,
  parsePath,
  type Path,
  valueAt,
  withValueAt,
} from "../../config/source/path";
import type { ConfigSource } from "../../config/source/source";
import { plainTable } from "../terminal/table";
import type { Target } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import type { Context } from "./context";
import { type Effective, effectiveValues, oneLine } from "./effective";

/** A value that is not the same in all stacks. */
interface Difference {
  readonly path: Path;
  /** In the order of the stacks; undefined where the stack does not have the key. */
  readonly values: readonly unknown[];
  readonly reason: Reason;
}

/**
 * Why values differ: `required`: a rule refuses the value of another stack here, `default`: no stack file sets the value, so
 * it follows from others, `chosen`: a stack file sets it, and no rule demands it.
 */
type Reason = "chosen" | "default" | `required in ${string}`;

/** Compares the effective values of stacks, and states for each difference whether a rule or a default demands it. */
export function diff(targets: readonly Target[], isJson: boolean, context: Context): number {
  if (targets.length < 2) throw new UsageError("The command compares at least two stacks.");
  const stacks = targets.map((target) => effectiveValues(target, context));
  const valid = stacks.filter((stack) => stack !== undefined);
  if (valid.length < stacks.length) return 1;
  const differences = differingPaths(valid.map(partsOf), []).map((place) => describe(place, valid, context.today));
  context.write(isJson ? renderJson(differences, targets) : renderTable(differences, targets));
  return 0;
}

/** What the schemas return, so that each path is one that a stack file can have. */
function partsOf({ checked }: Effective): unknown {
  return checked.verdict.parts;
}

/** The highest places at which the values differ: a map that one of them lacks is one difference. */
function differingPaths(roots: readonly unknown[], at: Path): readonly Path[] {
  const values = roots.map((root) => valueAt(root, at));
  if (values.every((value) => isDeepStrictEqual(value, values[0]))) return [];
  if (!values.every(isMap)) return [at];
  const keys = new Set(values.flatMap((value) => Object.keys(value)));
  return [...keys].flatMap((key) => differingPaths(roots, [...at, key]));
}

function isMap(value: unknown): value is object {
  return isContainer(value) && !Array.isArray(value);
}

function describe(path: Path, stacks: readonly Effective[], today: Date): Difference {
  const values = stacks.map((stack) => valueAt(partsOf(stack), path));
  const isWritten = stacks.some(({ checked: { source } }) => valueAt(source.values, path) !== undefined);
  const required = stacks.filter((stack, index) =>
    values.every(
      (value, other) =>
        other === index || isDeepStrictEqual(value, values[index]) || isRefused(value, path, stack, today),
    ),
  );
  const names = required.map(({ target }) => target.stack).join(", ");
  return { path, values, reason: required.length > 0 ? `required in ${names}` : isWritten ? "chosen" : "default" };
}

/** Whether a rule has an error that concerns the path, once the stack has the value of another one there. */
function isRefused(value: unknown, path: Path, { checked: { source } }: Effective, today: Date): boolean {
  const changed: ConfigSource = { ...source, values: withValue(source.values, path, value) };
  const problems = "fleet" in source.values ? checkFleet(changed, today) : undefined;
  const verdict = problems ?? ("bootstrap" in source.values ? checkBootstrap(changed, today) : check(changed, today));
  return verdict.problems.some((problem) => {
    const place = parsePath(problem.path) ?? [];
    return isWithin(place, path) || problem.see.some((text) => text.startsWith(formatPath(path)));
  });
}

function withValue(values: ConfigSource["values"], path: Path, value: unknown): ConfigSource["values"] {
  const key = path.at(-1);
  if (value !== undefined || key === undefined) return withValueAt(values, path, value) as ConfigSource["values"];
  const above = valueAt(values, path.slice(0, -1));
  if (!isMap(above)) return values;
  const without = Object.fromEntries(Object.entries(above).filter(([name]) => name !== key));
  return withValueAt(values, path.slice(0, -1), without) as ConfigSource["values"];
}

function renderJson(differences: readonly Difference[], targets: readonly Target[]): string {
  const rows = differences.map(({ path, values, reason }) => ({
    path: formatPath(path),
    reason,
    values: Object.fromEntries(
      targets.map(({ file, stack }, index) => [nameOf(targets, { file, stack }), values[index]]),
    ),
  }));
  return JSON.stringify(rows, undefined, 2);
}

const LONGEST_VALUE = 40;

function renderTable(differences: readonly Difference[], targets: readonly Target[]): string {
  if (differences.length === 0) return "The stacks have the same values.";
  const header = ["VALUE", ...targets.map((target) => nameOf(targets, target)), "REASON"];
  const rows = differences.map(({ path, values, reason }) => [formatPath(path), ...values.map(cell), reason]);
  return plainTable([header, ...rows]);
}

function cell(value: unknown): string {
  const text = value === undefined ? "-" : oneLine(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** The stack, or its file where two folders have a stack of this name. */
function nameOf(targets: readonly Target[], { stack, file }: Pick<Target, "stack" | "file">): string {
  return targets.filter((other) => other.stack === stack).length > 1 ? file : stack;
}
