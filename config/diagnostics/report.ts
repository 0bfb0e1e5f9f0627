import { type Finding, inWords, isCommand } from "./finding";
import { fixLines } from "./fix-lines";
import { formatPath, isContainer, type Path, valueAt } from "../source/path";
import type { Position, Problem } from "./problem";
import { isSecret, MASK, redacted } from "./secrecy";
import { NAMESPACE } from "../source/keys";
import type { ConfigSource } from "../source/source";
import { variableOf } from "../source/environment";
import { PROJECT_FILE } from "../source/project-config";
import { isInProject, positionIn } from "../source/stack-file";

const LONGEST_FOUND = 80;

/** A finding with its position and its values. `defaults` contains the values that the file omits. */
export function toProblem(finding: Finding, source: ConfigSource, defaults: unknown): Problem {
  const { path, because = [], allowed, fix = [] } = finding;
  const shown = (text: string): string => redacted(text, source);
  return {
    severity: finding.warning === true ? "warning" : "error",
    code: finding.code,
    ...placeOf(path, source),
    path: formatPath(path),
    message: shown(finding.message),
    found: show(path, source, defaults),
    see: because.map((place) => reference(place, source, defaults)),
    allowed: allowed === undefined ? undefined : shown(allowed),
    fix: fix.every(isCommand) ? (fixLines(fix, source.target) ?? []) : [shown(withRegion(inWords(fix, true), source))],
  };
}

/** Commands of the AWS CLI name the Region of the stack, which the schema of a single value does not know. */
function withRegion(text: string, { values }: ConfigSource): string {
  const region = valueAt(values, ["aws", "region"]);
  return typeof region === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
    ? text.replaceAll("<region>", region)
    : text;
}

/** The position, and the file or variable that has the value if the stack file does not. */
function placeOf(path: Path, source: ConfigSource): Pick<Problem, "file" | "position"> {
  const variable = variableOf(path, source);
  if (variable !== undefined) return { file: variable, position: undefined };
  const position = positionOf(path, source);
  return isInProject(path, source.file) ? { file: PROJECT_FILE, position } : { position };
}

/** Another value with its position: `network.cidr (line 14): 10.0.0.0/16`. */
function reference(path: Path, source: ConfigSource, defaults: unknown): string {
  const isWritten = valueAt(source.values, path) !== undefined;
  const { file, position } = isWritten ? placeOf(path, source) : {};
  const line = position === undefined ? undefined : `line ${position.line}`;
  const place = [file, line].filter((part) => part !== undefined).join(", ");
  const value = show(path, source, defaults);
  return [formatPath(path), place === "" ? "" : ` (${place})`, value === undefined ? "" : `: ${value}`].join("");
}

function show(path: Path, source: ConfigSource, defaults: unknown): string | undefined {
  const raw = valueAt(source.values, path);
  const value = raw === undefined ? valueAt(defaults, path) : raw;
  if (value === undefined) return undefined;
  if (isSecret(path, source)) return MASK;
  if (raw === undefined) return `${render(value) ?? ""} (default)`.trim();
  const written = writtenAt(path, source);
  return typeof value === "number" && written !== undefined && Number(written) === value ? written : render(value);
}

/** A value on one line; undefined when it would not fit. */
function render(value: unknown): string | undefined {
  if (value === null || value === "") return "(empty)";
  if (typeof value === "string" && isPlain(value)) return value;
  const line = JSON.stringify(value);
  return isContainer(value) && line.length > LONGEST_FOUND ? undefined : line;
}

function isPlain(value: string): boolean {
  return /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value) && !/^(true|false|null|~|[-+]?\d+(\.\d+)?)$/.test(value);
}

/** The path of a value in the stack file, where keys have their namespace. */
function inFile(path: Path, { file }: ConfigSource): Path {
  const [key = "", ...rest] = path;
  return file?.entries.has(formatPath([key])) === true ? path : [`${NAMESPACE}:${key}`, ...rest];
}

function positionOf(path: Path, source: ConfigSource): Position | undefined {
  return source.file === undefined ? undefined : positionIn(source.file, inFile(path, source));
}

/** The characters of a scalar in the stack file. */
export function writtenAt(path: Path, source: ConfigSource): string | undefined {
  return source.file?.entries.get(formatPath(inFile(path, source)))?.written;
}

/** Sorts problems by their position in the stack file, then in the files that it names. */
export function byPosition(a: Problem, b: Problem): number {
  const files = (a.file ?? "").localeCompare(b.file ?? "");
  if (files !== 0) return files;
  const [lines, columns] = [lineOf(a) - lineOf(b), (a.position?.column ?? 0) - (b.position?.column ?? 0)];
  return lines || columns || a.path.localeCompare(b.path);
}

function lineOf({ position }: Problem): number {
  return position?.line ?? Number.MAX_SAFE_INTEGER;
}
