import { isMap, type Node, type YAMLMap } from "yaml";
import { StackFileParseError } from "../diagnostics/error";
import { formatPath } from "./path";
import { asEngineValue, type StackFile } from "./stack-file";
import { YamlReader } from "./yaml-reader";

export const PROJECT_FILE = "Pulumi.yaml";

/**
 * A stack file with the values that all stacks of the project have: the keys below `config:` of Pulumi.yaml. As Pulumi
 * merges them, a stack file that has the same key replaces its whole value.
 * https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration
 */
export function withProjectConfig(file: StackFile, projectText: string): StackFile {
  const reader = new YamlReader(projectText);
  const shared = reader.problems.length > 0 ? {} : readValues(reader, file);
  if (reader.problems.length > 0) throw new StackFileParseError(PROJECT_FILE, reader.problems);
  const keys = Object.keys(shared);
  if (keys.length === 0) return file;
  return {
    ...file,
    values: { ...shared, ...file.values },
    misread: [...file.misread, ...reader.misread],
    entries: new Map([...reader.entries, ...file.entries]),
    projectKeys: new Set(keys),
  };
}

/** The values of keys that the stack file lacks. */
function readValues(reader: YamlReader, file: StackFile): Record<string, unknown> {
  if (!isMap(reader.root)) return {};
  const config = reader.pairsOf(reader.root as YAMLMap<Node, Node | null>).find(({ name }) => name === "config")?.value;
  if (!isMap(config)) return {};
  const entries = reader
    .pairsOf(config as YAMLMap<Node, Node | null>)
    .filter(({ name }) => !file.entries.has(formatPath([name])))
    .flatMap(({ name, key, value }): [string, unknown][] => {
      const node = valueOf(reader, value);
      return node === undefined ? [] : [[name, asEngineValue(reader.read(node, [name], reader.start(key)))]];
    });
  return Object.fromEntries(entries);
}

/** A key has its value in place, or a declaration with `value` or `default`. */
function valueOf(reader: YamlReader, node: Node | null): Node | undefined {
  if (!isMap(node)) return node ?? undefined;
  const pairs = reader.pairsOf(node as YAMLMap<Node, Node | null>);
  const named = (wanted: string): Node | undefined => pairs.find(({ name }) => name === wanted)?.value ?? undefined;
  return named("value") ?? named("default");
}
