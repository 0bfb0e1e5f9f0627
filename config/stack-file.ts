import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { StackFileParseError } from "./error";
import { formatPath, type Path } from "./path";
import type { Position, SyntaxProblem } from "./problem";

/** A `Pulumi.<stack>.yaml` as the engine understands it, and where in the text everything stands. */
export interface StackFile {
  readonly fileName: string;
  /** Values by full key, such as `groundwork:network`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where encrypted values stand; only the engine can open them. */
  readonly sealed: readonly Path[];
  /** Everything below `config:` by formatted path; the empty path is `config:` itself. */
  readonly entries: ReadonlyMap<string, Entry>;
}

interface Entry {
  /** Where the key or list entry begins: what to point at when there is no value, or one of many lines. */
  readonly key: Position;
  /** Where a scalar begins. */
  readonly value?: Position;
  /** A scalar as the author wrote it: the number 1.3 may be written 1.30. */
  readonly written?: string;
}

/** Stands where a stack file holds an encrypted value. */
export const SEALED = "[secret]";

/** Reads the text of a stack file. Throws a {@link StackFileParseError} when it is not one. */
export function parseStackFile(source: string, fileName: string): StackFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const reader = new Reader(document, lines);
  const refuse = (...problems: SyntaxProblem[]): never => {
    throw new StackFileParseError(fileName, problems);
  };

  if (document.errors.length > 0) {
    return refuse(...document.errors.map(({ pos, message }) => ({ position: reader.position(pos[0]), message })));
  }
  const top = document.contents;
  if (top === null) return refuse({ position: { line: 1, column: 1 }, message: "The file is empty." });
  if (!isMap(top))
    return refuse({ position: reader.start(top), message: "The file is not a map with the key config." });

  const config = pairsOf(top).find(({ name }) => name === "config");
  if (config?.value === undefined) {
    return { fileName, values: {}, sealed: [], entries: new Map([["", { key: { line: 1, column: 1 } }]]) };
  }
  const values = reader.read(config.value, [], reader.start(config.key));
  if (values !== null && !isMap(config.value)) {
    return refuse({ position: reader.start(config.key), message: "config is not a map of keys to values." });
  }
  return {
    fileName,
    values: Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, asEngineValue(value)])),
    sealed: reader.sealed,
    entries: reader.entries,
  };
}

/** Where a path stands, or else the nearest of its parents that is in the file. */
export function positionIn(file: StackFile, path: Path): Position | undefined {
  const exact = file.entries.get(formatPath(path));
  if (exact !== undefined) return exact.value ?? exact.key;
  return path.length === 0 ? undefined : parentPosition(file, path);
}

function parentPosition(file: StackFile, path: Path): Position | undefined {
  const parent = path.slice(0, -1);
  return file.entries.get(formatPath(parent))?.key ?? (parent.length === 0 ? undefined : parentPosition(file, parent));
}

/** Walks through YAML nodes and notes where everything stands. */
class Reader {
  readonly entries = new Map<string, Entry>();
  readonly sealed: Path[] = [];

  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  start(node: Node): Position {
    return this.position(node.range?.[0] ?? 0);
  }

  /** The value of a node; `key` is where its key or list entry begins. */
  read(node: Node | null, path: Path, key: Position): unknown {
    const target = isAlias(node) ? node.resolve(this.document) : node;
    this.entries.set(formatPath(path), { key });
    if (isSeq<Node>(target)) {
      return target.items.map((item, index) => this.read(item, [...path, index], this.start(item)));
    }
    if (isMap(target)) {
      const pairs = pairsOf(target);
      if (isSealed(pairs)) {
        this.sealed.push(path);
        return SEALED;
      }
      return Object.fromEntries(
        pairs.map(({ name, ...pair }) => [name, this.read(pair.value, [...path, name], this.start(pair.key))]),
      );
    }
    if (!isScalar(target) || target.value === null) return null;
    const written = target.source;
    this.entries.set(formatPath(path), {
      key,
      value: this.start(target),
      ...(written === undefined ? {} : { written }),
    });
    return target.value;
  }
}

interface NamedPair {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
}

/** The engine reads keys as text, whatever they look like. */
function pairsOf(map: YAMLMap): NamedPair[] {
  return (map as YAMLMap<Node, Node | null>).items.map(({ key, value }) => ({
    name: isScalar(key) ? (key.source ?? String(key.value)) : String(key),
    key,
    value,
  }));
}

/** A map with the one key `secure` is how Pulumi writes an encrypted value. */
function isSealed([only, ...others]: readonly NamedPair[]): boolean {
  return only?.name === "secure" && others.length === 0 && isScalar(only.value);
}

/** The engine hands top-level scalars to the program as text; maps and lists keep their types. */
function asEngineValue(value: unknown): unknown {
  if (value === null) return "";
  return typeof value === "object" || typeof value === "string" ? value : JSON.stringify(value);
}
