import type { FixStep, Scalar } from "./finding";
import { isContainer, type Path, valueAt, withValueAt } from "../source/path";

type Values = Readonly<Record<string, unknown>>;

/**
 * The values of a stack file after the steps of a fix, as `pulumi config set` and `pulumi config rm` with `--path`
 * change it; undefined where the CLI refuses a step. Steps in words change nothing.
 * https://github.com/pulumi/pulumi/blob/v3.274.1/sdk/go/common/resource/config/object.go
 */
export function applySteps(values: Values, steps: readonly FixStep[]): Values | undefined {
  return steps.reduce<Values | undefined>((current, step) => {
    if (current === undefined || "edit" in step) return current;
    return "set" in step ? assign(current, step.set, step.to) : omit(current, step.remove);
  }, values);
}

function assign(values: Values, path: Path, to: Scalar): Values | undefined {
  const [key = ""] = path;
  // Top-level values are text, and a command for a whole key replaces any value.
  if (path.length === 1) return { ...values, [key]: String(to) };
  const base = isContainer(values[key]) ? values : { ...values, [key]: undefined };
  const fits = path.slice(1).every((segment, index) => canHold(valueAt(base, path.slice(0, index + 1)), segment));
  if (!fits || isReserved(valueAt(base, path.slice(0, -1)), path.at(-1))) return undefined;
  // An overwritten value keeps its quotes, and a number that is not a 64-bit integer becomes text.
  const isText = typeof valueAt(base, path) === "string" || (typeof to === "number" && !Number.isSafeInteger(to));
  return withValueAt(base, path, isText ? String(to) : to) as Values;
}

/** Whether a value can be set below another; a missing container is created. */
function canHold(parent: unknown, segment: string | number): boolean {
  if (parent === undefined || parent === null) return segment === 0 || typeof segment === "string";
  if (Array.isArray(parent)) return typeof segment === "number" && segment <= parent.length;
  return isContainer(parent) && typeof segment === "string";
}

/** A map with the single key `secure` is an encrypted value. */
function isReserved(parent: unknown, segment: unknown): boolean {
  return segment === "secure" && Object.keys(parent ?? {}).length === 0;
}

function omit(values: Values, path: Path): Values | undefined {
  if (valueAt(values, path) === undefined) return values;
  const [at, last] = [path.slice(0, -1), path.at(-1)];
  const parent = valueAt(values, at);
  if (Array.isArray(parent)) return withValueAt(values, at, withoutEntry(parent, Number(last))) as Values;
  // The CLI refuses to leave the key `secure` alone in a map; other fixes may remove the rest.
  if (at.length > 0 && last !== "secure" && typeof valueAt(parent, ["secure"]) === "string") return undefined;
  const others = Object.entries(parent as object).filter(([key]) => key !== last);
  return withValueAt(values, at, Object.fromEntries(others)) as Values;
}

/** Quotes keep their place in a list, so a number that moves there becomes text. */
function withoutEntry(list: readonly unknown[], index: number): readonly unknown[] {
  return list.toSpliced(index, 1).map((value, place) => {
    const isUnquoted = typeof value === "number" || typeof value === "boolean";
    return place >= index && typeof list[place] === "string" && isUnquoted ? String(value) : value;
  });
}
