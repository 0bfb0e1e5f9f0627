import { stringify } from "yaml";
import { formatPath, isContainer, parsePath, valueAt } from "../../config/source/path";
import type { Target } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import type { FORMATS } from "./command";
import type { Context } from "./context";
import { effectiveValues, leavesOf, oneLine, originOf, variableName } from "./effective";

/** Prints one effective value: text as it is, a map or a list as YAML. */
export function get(target: Target, text: string, isJson: boolean, context: Context): number {
  const { write, writeError = write } = context;
  const path = parsePath(text);
  if (path === undefined) throw new UsageError(`\`${text}\` is not a path of a value, such as network.zones[0].`);
  const effective = effectiveValues(target, context);
  if (effective === undefined) return 1;
  const value = valueAt(effective.values, path);
  if (value === undefined) {
    writeError(`✗ The configuration has no \`${formatPath(path)}\`. To list all values: npm run config -- show`);
    return 1;
  }
  if (isJson) {
    const isMap = isContainer(value) && !Array.isArray(value);
    const place = isMap ? {} : { origin: originOf(effective, path) };
    write(JSON.stringify({ path: formatPath(path), value, ...place }, undefined, 2));
  } else write(isContainer(value) ? stringify(value, { lineWidth: 0 }).trimEnd() : oneLine(value));
  return 0;
}

/** Prints the complete configuration in a format that other programs read. */
export function convert(target: Target, to: (typeof FORMATS)[number], context: Context): number {
  const effective = effectiveValues(target, context);
  if (effective === undefined) return 1;
  const { values } = effective;
  const texts: Readonly<Record<typeof to, () => string>> = {
    json: () => JSON.stringify(values, undefined, 2),
    yaml: () => stringify(values, { lineWidth: 0 }).trimEnd(),
    env: () =>
      leavesOf(values)
        .map(({ path, value }) => `${variableName(path)}=${quoted(value)}`)
        .join("\n"),
  };
  context.write(texts[to]());
  return 0;
}

/** In quotes for a shell, lists and maps as JSON. */
function quoted(value: unknown): string {
  const text = oneLine(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
