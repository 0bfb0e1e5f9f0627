import { isMap, type Node, type YAMLMap } from "yaml";
import { StackFileParseError } from "../diagnostics/error";
import { suggest } from "../../domain/suggest";
import { fileKeyOf, NAMESPACE } from "./keys";
import { formatPath, type Path } from "./path";
import type { Position } from "../diagnostics/problem";
import { type Entry, type Misread, YamlReader } from "./yaml-reader";

export { SEALED } from "./yaml-reader";

/** A `Pulumi.<stack>.yaml` as the engine reads it, with the position of each value. */
export interface StackFile {
  readonly fileName: string;
  /** Values by full key, such as `groundwork:network`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Paths of encrypted values, which only the engine can decrypt. */
  readonly sealed: readonly Path[];
  /** Paths of all masked values: encrypted ones, and everything below a key `secure`. */
  readonly secrets: readonly Path[];
  /** Values that Pulumi does not pass on as they are written. */
  readonly misread: readonly Misread[];
  /** Everything below `config:` by formatted path; the empty path is `config:` itself. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Keys with their values and positions that are in Pulumi.yaml instead. */
  readonly projectKeys?: ReadonlySet<string>;
}

/** The top-level keys of stack files. */
const PULUMI_KEYS = ["config", "environment", "encryptionsalt", "encryptedkey", "secretsprovider"];

const FIRST: Position = { line: 1, column: 1 };

/** Reads the text of a stack file. Throws a {@link StackFileParseError} when it is not one. */
export function parseStackFile(text: string, fileName: string): StackFile {
  const reader = new YamlReader(text);
  const file = reader.problems.length > 0 ? undefined : readConfig(reader, fileName);
  if (file === undefined || reader.problems.length > 0) throw new StackFileParseError(fileName, reader.problems);
  return file;
}

function readConfig(reader: YamlReader, fileName: string): StackFile | undefined {
  const { root, entries, sealed, secrets, misread } = reader;
  if (root === null) {
    reader.refuseAt(
      FIRST,
      "The file is empty.",
      "copy another stack file, or write the key `config` with the settings below it",
    );
    return undefined;
  }
  if (!isMap(root)) {
    reader.refuse(
      root,
      "The file is not a map with the key `config`.",
      "write `config:` in the first line, and the settings indented below it",
    );
    return undefined;
  }
  const pairs = reader.pairsOf(root as YAMLMap<Node, Node | null>);
  const config = pairs.find(({ name }) => name === "config");
  const misplaced = pairs.find(({ name }) => name.startsWith(`${NAMESPACE}:`));
  const misspelt = pairs.find(({ name }) => name !== "config" && suggest(name, PULUMI_KEYS) === "config");
  if (misplaced !== undefined) {
    reader.refuse(
      misplaced.key,
      "Pulumi reads settings below `config:` only.",
      "indent the settings by two spaces, below `config:`",
    );
    return undefined;
  }
  if (config === undefined && misspelt !== undefined) {
    reader.refuse(misspelt.key, `Pulumi does not read the key \`${misspelt.name}\`.`, "rename the key to config");
    return undefined;
  }
  if (config?.value === undefined) {
    return { fileName, values: {}, sealed: [], secrets: [], misread: [], entries: new Map([["", { key: FIRST }]]) };
  }
  const values = reader.read(config.value, [], reader.start(config.key));
  if (typeof values !== "object" || Array.isArray(values)) {
    reader.refuse(
      config.key,
      "`config` is not a map of keys to values.",
      "write the settings below `config:`, indented, as `groundwork:<key>: <value>`",
    );
    return undefined;
  }
  for (const key of Object.keys(values ?? {}).filter((name) => !isConfigKey(name))) {
    const position = entries.get(formatPath([key]))?.key ?? FIRST;
    reader.refuseAt(
      position,
      "Pulumi does not read this key: keys have the form <namespace>:<name>.",
      `rename it to ${NAMESPACE}:<name>`,
    );
  }
  const engineValues = Object.entries(values ?? {}).map(([key, value]) => [key, asEngineValue(value)] as const);
  return { fileName, values: Object.fromEntries(engineValues), sealed, secrets, misread, entries };
}

/** Without a namespace a key belongs to the project; with an old form it has `config` between namespace and name. */
function isConfigKey(key: string): boolean {
  const parts = key.split(":");
  return parts.length <= 2 || (parts.length === 3 && parts[1] === "config");
}

/** Whether Pulumi.yaml has the value, so that a command that changes the stack file would not change it. */
export function isInProject([key]: Path, { projectKeys }: Pick<StackFile, "projectKeys"> = {}): boolean {
  return projectKeys?.has(fileKeyOf(String(key), [...projectKeys])) === true;
}

/** The position of a path, or of its nearest ancestor in the file. */
export function positionIn(file: StackFile, path: Path): Position | undefined {
  const exact = file.entries.get(formatPath(path));
  if (exact !== undefined) return exact.value ?? exact.key;
  return path.length === 0 ? undefined : parentPosition(file, path);
}

function parentPosition(file: StackFile, path: Path): Position | undefined {
  const parent = path.slice(0, -1);
  return file.entries.get(formatPath(parent))?.key ?? (parent.length === 0 ? undefined : parentPosition(file, parent));
}

/** Whether an anchor or an alias is at the path or above it, so that a change would also concern another value. */
export function isShared({ entries }: StackFile, path: Path): boolean {
  const [key = "", ...rest] = path;
  const inFile = [fileKeyOf(String(key), entries.has(formatPath([key])) ? [String(key)] : []), ...rest];
  return inFile.some((_, index) => entries.get(formatPath(inFile.slice(0, index + 1)))?.isShared === true);
}

/** The engine passes top-level scalars as text; maps and lists keep their types. */
export function asEngineValue(value: unknown): unknown {
  if (value === null) return "";
  return typeof value === "object" || typeof value === "string" ? value : JSON.stringify(value);
}
