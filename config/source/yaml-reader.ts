import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { engineReading } from "./engine-reading";
import { formatPath, type Path } from "./path";
import { characterFault, parserFault } from "./syntax-faults";
import type { FindingCode } from "../diagnostics/codes";
import { type Position, type Problem, unreadable } from "../diagnostics/problem";

/** The position of a value in the text. */
export interface Entry {
  /** Position of the key or list entry: reported when there is no value, or one of many lines. */
  readonly key: Position;
  /** Position of a scalar. */
  readonly value?: Position;
  /** A scalar as the author wrote it: the number 1.3 may be written 1.30. */
  readonly written?: string;
  /** The node has an anchor, or comes from one by an alias or a merged map. */
  readonly isShared?: boolean;
}

/** A scalar without quotes of which the engine reads something else than its characters. */
export interface Misread {
  readonly path: Path;
  readonly written: string;
  /** What the engine reads, in words. */
  readonly reading: string;
}

export interface NamedPair {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
  /** The pair is written in another map, which `<<` merges. */
  readonly isMerged?: boolean;
}

/** Replaces an encrypted value, and everything else below a key `secure`. */
export const SEALED = "[secret]";

/** No schema nests deeper than 10 levels. */
const MOST_LEVELS = 50;
/** Aliases of aliases grow exponentially; the YAML parser of the Pulumi CLI limits them, too. */
const MOST_ALIASED_VALUES = 10_000;

/** Sets the prototype of an object, and is not a key of it. Other inherited names, such as `constructor`, can be keys. */
const RESERVED_KEY = "__proto__";

/** An encrypted value in a text, such as a map that was pasted as JSON. */
const SECURE_IN_TEXT = /\bsecure\b["']?\s*:/;

/** Reads YAML nodes as the Pulumi CLI does, and records the position of each value and every syntax error. */
export class YamlReader {
  readonly entries = new Map<string, Entry>();
  /** Paths of encrypted values in Pulumi's form. */
  readonly sealed: Path[] = [];
  /** Paths of all values that are masked, the encrypted ones among them. */
  readonly secrets: Path[] = [];
  /** Values that Pulumi does not pass on as they are written. */
  readonly misread: Misread[] = [];
  readonly problems: Problem[] = [];
  readonly root: Node | null;
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly #secretNodes: ReadonlySet<unknown>;
  #aliasedValues = 0;

  constructor(text: string) {
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: false });
    this.#document = document;
    this.root = document.contents;
    const fault = characterFault(text, document.errors.length > 0) ?? parserFault(document.errors);
    if (fault !== undefined) this.refuseAt(this.#position(fault.offset), fault.message, fault.fix);
    else this.#refuseKeys();
    this.#secretNodes = this.problems.length > 0 ? new Set() : nodesBelowSecure(document);
  }

  start(node: Node): Position {
    return this.#position(node.range?.[0] ?? 0);
  }

  refuse(node: Node, message: string, fix: string): void {
    this.refuseAt(this.start(node), message, fix);
  }

  refuseAt(position: Position, message: string, fix: string, code: FindingCode = "schema/not-a-stack-file"): void {
    this.problems.push(unreadable(code, position, message, fix));
  }

  /** Reserved and repeated keys. The parser's own check of repeated keys compares each key with all others of its map. */
  #refuseKeys(): void {
    visit(this.#document, {
      Map: (_, { items }: YAMLMap) => {
        const seen = new Map<string, Node>();
        for (const { key } of items) {
          const target = isAlias(key) ? key.resolve(this.#document) : key;
          if (isNode(key) && isScalar(target) && target.value === RESERVED_KEY) this.#refuseReservedKey(key);
          if (!isScalar(key) || isMergeKey(key)) continue;
          const name = key.source ?? String(key.value);
          const first = seen.get(name);
          if (first === undefined) seen.set(name, key);
          else {
            const { line } = this.start(first);
            this.refuse(
              key,
              `The map already contains this key in line ${line}.`,
              "remove or rename one of the two keys",
            );
          }
        }
      },
    });
  }

  #refuseReservedKey(key: Node): void {
    const message = `JavaScript reserves the key \`${RESERVED_KEY}\`, so the program would lose its value.`;
    this.refuseAt(this.start(key), message, "rename or remove the key", "schema/reserved-key");
  }

  /** The value of a node; `key` is where its key or list entry begins, `within` are the nodes that contain it. */
  read(node: Node | null, path: Path, key: Position, within: readonly Node[] = [], aliased = false): unknown {
    const target = this.#resolve(node);
    const viaAlias = aliased || target !== node;
    const isShared = viaAlias || ((isScalar(target) || isCollection(target)) && target.anchor !== undefined);
    const place: Entry = { key, ...(isShared ? { isShared } : {}) };
    this.entries.set(formatPath(path), place);
    if (target === null) return null;
    if (within.includes(target))
      return this.#refused(node ?? target, "The alias is within its own anchor.", "write the value out");
    if (path.length > MOST_LEVELS)
      return this.#refused(target, `Nested more than ${MOST_LEVELS} levels deep.`, "remove levels");
    if (viaAlias && this.#tooManyAliased(node ?? target)) return null;
    if (this.#secretNodes.has(node) || this.#secretNodes.has(target)) return this.#mask(path);

    const inside = [...within, target];
    if (isSeq<Node>(target)) {
      return target.items.map((item, index) => {
        return this.read(item, [...path, index], this.start(item), inside, viaAlias);
      });
    }
    if (isMap(target)) return this.#readMap(target as YAMLMap<Node, Node | null>, path, inside, viaAlias);
    return this.#readScalar(target as Scalar, path, place);
  }

  #readMap(map: YAMLMap<Node, Node | null>, path: Path, inside: readonly Node[], aliased: boolean): unknown {
    const pairs = this.pairsOf(map);
    if (this.#isSealed(pairs)) {
      this.sealed.push(path);
      return this.#mask(path);
    }
    return Object.fromEntries(
      pairs.map(({ name, key, value, isMerged = false }) => [
        name,
        this.read(value, [...path, name], this.start(key), inside, aliased || isMerged),
      ]),
    );
  }

  /** A map with the one key `secure` and text for its value is how Pulumi writes an encrypted value. */
  #isSealed([only, ...others]: readonly NamedPair[]): boolean {
    if (only?.name !== "secure" || others.length > 0) return false;
    const value = this.#resolve(only.value);
    return isScalar(value) && typeof value.value === "string";
  }

  #readScalar(scalar: Scalar, path: Path, place: Entry): unknown {
    const { source: written, value } = scalar;
    if (value === null || value === undefined) return null;
    if (typeof value === "number" && !Number.isFinite(value)) {
      return this.#refused(scalar, "Pulumi reads no infinite number and no NaN.", "write a number, or text in quotes");
    }
    if (typeof value === "string" && SECURE_IN_TEXT.test(value)) return this.#mask(path);
    const isPlain = scalar.type === Scalar.PLAIN && scalar.tag === undefined && written !== undefined;
    const reading = isPlain ? engineReading(written) : undefined;
    if (isPlain && reading !== undefined) this.misread.push({ path, written, reading });
    this.entries.set(formatPath(path), {
      ...place,
      value: this.start(scalar),
      ...(written === undefined ? {} : { written }),
    });
    return typeof value === "object" ? String(written) : value;
  }

  /** The pairs of a map. All keys are text; `<<` merges other maps, whose keys have lower priority. */
  pairsOf(map: YAMLMap<Node, Node | null>, within: readonly Node[] = []): NamedPair[] {
    const merged: NamedPair[] = [];
    const own: NamedPair[] = [];
    for (const { key, value } of map.items) {
      const name = this.#resolve(key);
      if (name === null || !isScalar(name))
        this.refuse(name ?? map, "Pulumi takes text only as the key of a map.", "put the key in quotes");
      else if (isMergeKey(key)) {
        const pairs = this.#mergedPairs(value, [...within, map]);
        merged.push(...pairs.map((pair) => ({ ...pair, isMerged: true })));
      } else own.push({ name: name.source ?? String(name.value), key, value });
    }
    const byName = new Map([...merged.toReversed(), ...own].map((pair) => [pair.name, pair]));
    return [...byName.values()];
  }

  #mergedPairs(value: Node | null, within: readonly Node[]): NamedPair[] {
    const target = this.#resolve(value);
    const maps = isSeq<Node>(target) ? target.items.map((item) => this.#resolve(item)) : [target];
    return maps.flatMap((map) => {
      if (isMap(map) && !within.includes(map)) return this.pairsOf(map as YAMLMap<Node, Node | null>, within);
      const [outermost] = within;
      const place = value ?? outermost;
      if (place !== undefined)
        this.refuse(
          place,
          "<< merges maps only, and not a map into itself.",
          "merge an alias of a map, or write the keys out",
        );
      return [];
    });
  }

  #resolve(node: Node | null): Node | null {
    if (!isAlias(node)) return node;
    const target = node.resolve(this.#document);
    if (target === undefined)
      this.refuse(
        node,
        "No anchor before this alias has its name.",
        "correct the alias, or put text that begins with * in quotes",
      );
    return target ?? null;
  }

  #tooManyAliased(node: Node): boolean {
    this.#aliasedValues += 1;
    if (this.#aliasedValues === MOST_ALIASED_VALUES) {
      this.refuse(node, `Aliases repeat more than ${MOST_ALIASED_VALUES} values.`, "write fewer aliases");
    }
    return this.#aliasedValues >= MOST_ALIASED_VALUES;
  }

  #mask(path: Path): string {
    this.secrets.push(path);
    return SEALED;
  }

  #refused(node: Node, message: string, fix: string): null {
    this.refuse(node, message, fix);
    return null;
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }
}

/** Everything below a key `secure`, also in other forms than Pulumi's, since its author meant it to be a secret. */
function nodesBelowSecure(document: Document): ReadonlySet<unknown> {
  const nodes = new Set<unknown>();
  visit(document, {
    Pair: (_, { key, value }: Pair) => {
      if (!isScalar(key) || key.value !== "secure" || !isNode(value)) return undefined;
      visit(value, (__, node) => {
        if (!isPair(node)) nodes.add(node);
      });
      return visit.SKIP;
    },
  });
  return nodes;
}

function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.value === "<<" && key.type === Scalar.PLAIN;
}
