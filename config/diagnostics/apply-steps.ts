import { type FixStep, isCommand } from "./finding";
import { isContainer, type Path, valueAt, withValueAt } from "../source/path";
import { fileKeyOf } from "../source/keys";

type Values = Readonly<Record<string, unknown>>;

/**
 * The values of a stack file, by the keys of the file, after the steps of a fix as `npm run config` makes them; undefined
 * where it refuses a step. Steps in words change nothing. The command itself edits the text ({@link editStackFile}): here
 * values may also come from the engine.
 */
export function applySteps(values: Values, steps: readonly FixStep[]): Values | undefined {
  return steps.reduce<Values | undefined>((current, step) => {
    if (current === undefined || !isCommand(step)) return current;
    const at = ([key = "", ...rest]: Path): Path => [fileKeyOf(String(key), Object.keys(current)), ...rest];
    if ("set" in step) return assign(current, at(step.set), step.to);
    if ("remove" in step) return omit(current, at(step.remove));
    const [from, to] = [at(step.move), at(step.to)];
    const value = valueAt(current, from);
    if (value === undefined || valueAt(current, to) !== undefined) return undefined;
    const rest = omit(current, from);
    return rest === undefined ? undefined : assign(rest, to, value);
  }, values);
}

function assign(values: Values, path: Path, to: unknown): Values | undefined {
  // Only Pulumi encrypts values.
  if (path.at(-1) === "secure") return undefined;
  const fits = path.slice(1).every((segment, index) => canHold(valueAt(values, path.slice(0, index + 1)), segment));
  if (!fits) return undefined;
  // The engine passes single values at the top level as text, and an empty one as nothing.
  const value = path.length === 1 && !isContainer(to) ? String(to) : to;
  const empty = path.findIndex((_, index) => index > 0 && isEmpty(valueAt(values, path.slice(0, index))));
  const base = empty > 0 ? (withValueAt(values, path.slice(0, empty), undefined) as Values) : values;
  return withValueAt(base, path, value) as Values;
}

/** Whether a value can be set below another; a missing container is created. */
function canHold(parent: unknown, segment: string | number): boolean {
  if (isEmpty(parent)) return segment === 0 || typeof segment === "string";
  if (Array.isArray(parent)) return typeof segment === "number" && segment <= parent.length;
  return isContainer(parent) && typeof segment === "string";
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function omit(values: Values, path: Path): Values | undefined {
  if (valueAt(values, path) === undefined) return values;
  const [at, last] = [path.slice(0, -1), path.at(-1)];
  const parent = valueAt(values, at);
  if (Array.isArray(parent)) return withValueAt(values, at, parent.toSpliced(Number(last), 1)) as Values;
  const others = Object.entries(parent as object).filter(([key]) => key !== last);
  return withValueAt(values, at, Object.fromEntries(others)) as Values;
}
