import { convert } from "./convert-value";
import { edit, type Finding, type FixStep, move, remove } from "./finding";
import { type JsonSchema, keysOf, schemaAt } from "../schema/json-schema";
import { formatPath, type Path, valueAt } from "../source/path";
import type { Issue } from "../schema/salvage";
import { PART_NAMES } from "../schema";
import { MOVED_KEYS, renamedKey } from "../schema/renamed-keys";
import type { ValueFinding } from "../schema/fields";
import { suggest } from "../../domain/suggest";
import { allowedBy } from "./wording";

/** A key that the schema does not have. `known` are the keys of the schema, `siblings` is the map that contains it. */
export function unknownKey(path: Path, known: readonly string[], siblings: unknown): Finding {
  const key = String(path.at(-1));
  const allowed = known.length === 0 ? {} : { allowed: known.join(", ") };
  const renamed = renamedKey(path);
  if (renamed !== undefined) {
    const message = `The key \`${key}\` was renamed to \`${renamed}\`.`;
    return { code: "schema/renamed-key", path, message, ...renameTo(renamed, path, siblings) };
  }
  const moved = Object.entries(MOVED_KEYS).filter(([oldPath]) => oldPath.startsWith(`${key}.`));
  if (path.length === 1 && moved.length > 0) {
    const list = moved.map(([oldPath, place]) => `\`${oldPath}\` to \`${formatPath(place)}\``).join(", ");
    const message = `The keys of \`${key}\` were moved: ${list}.`;
    return { code: "schema/renamed-key", path, message, fix: moveApart(path, moved, valueAt(siblings, path)) };
  }
  const [home, ...homes] = homesOf(path);
  if (home !== undefined && homes.length === 0) {
    const there = formatPath([...home, key]);
    return {
      code: "schema/misplaced-key",
      path,
      message: `Groundwork does not read this key here, but it reads \`${there}\`.`,
      ...allowed,
      fix: [move(path, [...home, key])],
    };
  }
  const meant = suggest(key, known) ?? withUnit(key, known);
  if (meant === undefined) {
    const message = "Groundwork does not read this key.";
    return { code: "schema/unknown-key", path, message, ...allowed, fix: [elsewhere(path, known, siblings)] };
  }
  const message = `Groundwork does not read this key. Did you mean "${meant}"?`;
  return { code: "schema/misspelt-key", path, message, ...allowed, ...renameTo(meant, path, siblings) };
}

/** In shorter words, too much could follow. */
const SHORTEST_WORD = 4;

/** The only key that continues the typed one with another word, often its unit: `interval` is `intervalSeconds`. */
function withUnit(key: string, known: readonly string[]): string | undefined {
  const [longer, ...others] = known.filter((name) => name.startsWith(key) && /^[A-Z]/.test(name.slice(key.length)));
  return key.length >= SHORTEST_WORD && others.length === 0 ? longer : undefined;
}

/** The fix that moves the keys of a part to their new parts, and removes the rest unless it holds something unknown. */
function moveApart(path: Path, moved: readonly (readonly [oldPath: string, place: Path])[], value: unknown): FixStep[] {
  const steps = moved
    .map(([oldPath, place]) => ({ from: oldPath.split("."), place }))
    .filter(({ from }) => valueAt(value, from.slice(1)) !== undefined)
    .map(({ from, place }) => move(from, place));
  const isWhole = Object.keys(value ?? {}).length === steps.length;
  return [...steps, isWhole ? remove(path) : edit(`remove \`${formatPath(path)}\``)];
}

/** The fix that renames a key, unless the map already contains the right key. */
function renameTo(name: string, path: Path, siblings: unknown): Pick<Finding, "fix" | "meant"> {
  if (valueAt(siblings, [name]) !== undefined) {
    const right = formatPath([...path.slice(0, -1), name]);
    return { fix: [edit(`remove \`${formatPath(path)}\`, or move its value to \`${right}\``)] };
  }
  const meant = [...path.slice(0, -1), name];
  return { fix: [move(path, meant)], meant };
}

/** Moves text to the one map beside it that takes any key, such as `tags.additional`; the value may be meant for something. */
function elsewhere(path: Path, known: readonly string[], siblings: unknown): FixStep {
  const [above, key] = [path.slice(0, -1), String(path.at(-1))];
  const value = valueAt(siblings, [key]);
  const [open, ...others] = known.filter((name) => {
    const schema = schemaAt([...above, name, key]);
    return schema?.type === "string" && typeof value === "string" && convert(value, undefined, schema) !== undefined;
  });
  return open !== undefined && others.length === 0
    ? move(path, [...above, open, key])
    : edit(`rename or remove \`${formatPath(path)}\``);
}

/** The other parts, or the maps of a similar name, in which a key of this very name is known. */
function homesOf(path: Path): Path[] {
  const [key, parent, above] = [String(path.at(-1)), String(path.at(-2)), path.slice(0, -2)];
  const similar = keysOf(schemaAt(above)).filter((name) => name.toLowerCase().endsWith(parent.toLowerCase()));
  return (above.length === 0 ? PART_NAMES : similar)
    .filter((name) => name !== parent && schemaAt([...above, name])?.properties?.[key] !== undefined)
    .map((name) => [...above, name]);
}

/** A key that a map with keys of any name does not allow. */
export function forbiddenKey(path: Path, cause: Issue | undefined, siblings: unknown): Finding {
  const finding = cause?.code === "custom" ? (cause.params as ValueFinding | undefined) : undefined;
  const form = cause?.code === "invalid_format" ? { allowed: cause.message } : {};
  return {
    code: "schema/invalid-key",
    path,
    message: finding?.message ?? "The name of the key is not allowed.",
    ...(finding?.allowed === undefined ? form : { allowed: finding.allowed }),
    fix: renameOwn(path, siblings),
  };
}

/** Renames a key to its own letters in the form that the schema allows: `Team_B` to `team-b`. */
function renameOwn(path: Path, siblings: unknown): FixStep[] {
  const [above, key] = [path.slice(0, -1), String(path.at(-1))];
  const pattern = schemaAt(above)?.propertyNames?.pattern;
  const name = key.toLowerCase().replaceAll(/[\s_.]+/g, "-");
  const isUsable = name !== key && pattern !== undefined && new RegExp(pattern, "u").test(name);
  return isUsable && valueAt(siblings, [name]) === undefined
    ? [move(path, [...above, name])]
    : [edit(`rename the key \`${formatPath(path)}\``)];
}

export function missingKey(path: Path, schema: JsonSchema | undefined): Finding {
  return {
    code: "schema/missing-key",
    path,
    message: "This key is required, but missing.",
    ...allowedBy(schema),
    fix: [edit(`set ${requiredBelow(path, schema)}`)],
  };
}

/** The keys without which a value is not complete. */
function requiredBelow(path: Path, schema: JsonSchema | undefined): string {
  const { required = [], properties = {} } = schema ?? {};
  if (required.length === 0) return `\`${formatPath(path)}\``;
  return required.map((key) => requiredBelow([...path, key], properties[key])).join(", ");
}
