import path from "node:path";
import { type CheckedStack, ConfigError } from "../../config";
import { formatProblems } from "../../config/diagnostics/format";
import { variableOf } from "../../config/source/environment";
import { fileKeyOf } from "../../config/source/keys";
import { isContainer, type Path, valueAt, withValueAt } from "../../config/source/path";
import { PROJECT_FILE } from "../../config/source/project-config";
import { stackOf } from "../../config/source/project-files";
import { isInProject, positionIn, SEALED } from "../../config/source/stack-file";
import type { Target } from "../terminal/target";
import { type AnyConfig, checkFile } from "./check-file";
import type { Context } from "./context";
import { paintIn } from "./validate";

/** A stack file without errors. */
export interface Effective {
  readonly target: Target;
  readonly checked: CheckedStack<AnyConfig>;
  /** The complete configuration with masked secrets. */
  readonly values: object;
}

/** The effective values of a stack file; prints the problems of an invalid one, and returns undefined. */
export function effectiveValues(target: Target, context: Context): Effective | undefined {
  const { colors, today, write: refuse } = context;
  try {
    const checked = checkFile(target.directory, stackOf(target.file), today);
    const { source, verdict } = checked;
    if (verdict.problems.length > 0) {
      refuse(`${colors.red("✗")} ${formatProblems(path.basename(target.file), verdict.problems, paintIn(context))}`);
      return undefined;
    }
    const values = source.sealed.reduce<unknown>(
      (value, place) => withValueAt(value, place, SEALED),
      verdict.config ?? verdict.parts,
    );
    return { target, checked, values: values as object };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuse(colors.red(`✗ ${error.message}`));
    return undefined;
  }
}

/** A value that is no map, with its place. A list is one value. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

export function leavesOf(value: unknown, at: Path = []): readonly Leaf[] {
  if (value === undefined) return [];
  const isMap = isContainer(value) && !Array.isArray(value) && Object.keys(value).length > 0;
  if (!isMap) return [{ path: at, value }];
  return Object.entries(value).flatMap(([key, below]) => leavesOf(below, [...at, key]));
}

/**
 * Where an effective value comes from: `Pulumi.dev.yaml:12`, `Pulumi.yaml:20`, the name of an environment variable, `default`
 * of the schema, or `computed` from other values.
 */
export function originOf({ checked: { source, verdict }, target }: Effective, place: Path): string {
  const variable = variableOf(place, source);
  if (variable !== undefined) return variable;
  if (source.file !== undefined && valueAt(source.values, place) !== undefined) {
    const [key = "", ...rest] = place;
    const inFile = [fileKeyOf(String(key), []), ...rest];
    const file = isInProject(place, source.file) ? PROJECT_FILE : path.basename(target.file);
    return `${file}:${positionIn(source.file, inFile)?.line ?? 1}`;
  }
  return valueAt(verdict.parts, place) === undefined ? "computed" : "default";
}

/** A value on one line: text as it is, anything else as JSON. */
export function oneLine(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The name of a value for programs that read environment variables: `STACK_AWS_ACCOUNT_ID`. */
export function variableName(place: Path): string {
  const words = place.map((segment) =>
    String(segment)
      .replaceAll(/(?<=[a-z0-9])[A-Z]/g, "_$&")
      .replaceAll(/[^A-Za-z0-9]+/g, "_")
      .toUpperCase(),
  );
  return ["STACK", ...words].join("_");
}
