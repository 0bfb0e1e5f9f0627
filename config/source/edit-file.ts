import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  Scalar,
  visit,
} from "yaml";
import type { FixCommand } from "../diagnostics/finding";
import { formatPath, type Path } from "./path";
import { fileKeyOf } from "./keys";

/** Why a step cannot be made, in words for the person who ran the command. */
export class EditError extends Error {
  override readonly name = "EditError";
}

/**
 * The text of a stack file after one step. Comments, order and all lines that the step does not concern stay as they are.
 * Throws an {@link EditError} where the step is not possible.
 */
export function editStackFile(text: string, step: FixCommand): string {
  const document = parse(text);
  const before = print(document);
  if ("set" in step) set(document, located(document, step.set), step.to);
  else if ("remove" in step) remove(document, located(document, step.remove));
  else move(document, located(document, step.move), located(document, step.to));
  return mergeLines(text, before, print(document));
}

function parse(text: string): Document {
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { merge: true });
  if (document.errors.length > 0) throw new EditError("The file is not valid YAML: run `npm run config -- validate`.");
  return document;
}

function print(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function remove(document: Document, path: Path): void {
  if (document.hasIn(path)) document.deleteIn(path);
}

/** The path below the root of the document, with its keys as YAML reads them: `1` is a number. */
function located(document: Document, [key = "", ...rest]: Path): Path {
  const config: unknown = document.get("config");
  const keys = isMap(config) ? config.items.map((pair) => keyText(pair.key)) : [];
  const path: Path = [fileKeyOf(String(key), keys), ...rest].reduce<Path>(
    (above, segment) => {
      const parent = document.getIn(above, true);
      const pair = isMap(parent) ? parent.items.find((item) => keyText(item.key) === segment) : undefined;
      return [...above, isScalar(pair?.key) ? (pair.key.value as string) : segment];
    },
    ["config"],
  );
  refuseShared(document, path);
  return path;
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : "";
}

/** A value with an anchor is used elsewhere, and an alias or a merged map is written elsewhere. */
function refuseShared(document: Document, path: Path): void {
  path.forEach((segment, index) => {
    const place = path.slice(0, index + 1);
    const node = document.getIn(place, true);
    const parent = document.getIn(path.slice(0, index), true);
    const isShared = isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined);
    const isMerged = isMap(parent) && !parent.has(segment) && parent.items.some(({ key }) => keyText(key) === "<<");
    if (isShared || isMerged) {
      throw new EditError(
        `\`${formatPath(place.slice(1))}\` shares its value by an anchor (&) or alias (*): edit the file.`,
      );
    }
  });
}

function set(document: Document, path: Path, to: unknown): void {
  refuseSecret(document, path);
  write(document, path, to);
}

function refuseSecret(document: Document, path: Path): void {
  const isSecret = path.some((_, index) => isSealed(document.getIn(path.slice(0, index + 1), true)));
  if (isSecret || path.at(-1) === "secure") throw new EditError(SECRET);
}

function write(document: Document, path: Path, to: unknown): void {
  const old = document.getIn(path, true);
  path.slice(1).forEach((segment, index) => {
    refuseMisfit(document.getIn(path.slice(0, index + 1), true), segment, path.slice(1, index + 2));
  });
  const node = nodeOf(document, to);
  if (isNode(old)) Object.assign(node, commentsOf(old));
  document.contents ??= document.createNode({});
  const empty = path.findIndex((_, index) => index > 0 && isEmpty(document.getIn(path.slice(0, index), true)));
  if (empty > 0 && document.hasIn(path.slice(0, empty))) {
    document.setIn(path.slice(0, empty), document.createNode(typeof path[empty] === "number" ? [] : {}));
  }
  document.setIn(path, node);
}

const SECRET =
  "Encrypted values are set by Pulumi: npm run pulumi -- config set --stack <stack> --secret --path <path>";

function isSealed(node: unknown): boolean {
  return isMap(node) && node.items.length === 1 && node.has("secure");
}

/** Refuses an index in a map, a key in a list, and anything below a single value. */
function refuseMisfit(parent: unknown, segment: string | number, path: Path): void {
  const length = isSeq(parent) ? parent.items.length : 0;
  const fitsList = typeof segment === "number" && segment <= length;
  const fits = isEmpty(parent)
    ? segment === 0 || typeof segment === "string"
    : isSeq(parent)
      ? fitsList
      : isMap(parent) && typeof segment === "string";
  if (!fits) throw new EditError(`\`${formatPath(path)}\` cannot be set: what contains it has another type.`);
}

/** A key without a value has null. */
function isEmpty(node: unknown): boolean {
  return node === undefined || node === null || (isScalar(node) && (node.value === null || node.value === ""));
}

function move(document: Document, from: Path, to: Path): void {
  const [above, key] = [from.slice(0, -1), from.at(-1)];
  if (!document.hasIn(from)) throw new EditError(`The file has no \`${formatPath(from.slice(1))}\`.`);
  if (document.hasIn(to)) throw new EditError(`\`${formatPath(to.slice(1))}\` exists already.`);
  const parent = document.getIn(above, true);
  const pair = isMap<Scalar>(parent) ? parent.items.find((item) => item.key.value === key) : undefined;
  if (pair !== undefined && formatPath(above) === formatPath(to.slice(0, -1))) {
    // The entry keeps its place.
    pair.key = Object.assign(new Scalar(to.at(-1)), commentsOf(pair.key));
    return;
  }
  // Before the entry leaves its map: a map with nothing but the key `secure` would look like an encrypted value.
  refuseSecret(document, to);
  const value = document.getIn(from, true);
  document.deleteIn(from);
  write(document, to, value);
}

/** Numbers, dates and octals of YAML 1.1, which the Pulumi CLI reads, need quotes to stay text. */
const LIKE_A_NUMBER = /^[-+.\d][\d_.:xobetz+-]*$/i;

function nodeOf(document: Document, value: unknown): Node {
  if (isNode(value)) return value;
  const node = document.createNode(value);
  // A map has a line for each key, as in hand-written files; a list of single values has one line.
  visit(node, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar);
    },
    Map: (_, map) => {
      map.flow = map.items.length === 0;
    },
  });
  if (isScalar(node) && typeof value === "string" && LIKE_A_NUMBER.test(value)) node.type = Scalar.QUOTE_DOUBLE;
  return node;
}

function commentsOf({ comment, commentBefore, spaceBefore }: Node): Partial<Node> {
  return { comment: comment ?? null, commentBefore: commentBefore ?? null, spaceBefore: spaceBefore ?? false };
}

/**
 * The text with only the changed lines of the printed document, since printing moves spaces and comments elsewhere. Apart
 * from whitespace, the text and its print are the same, so a line of one is found in the other by the characters before it.
 */
function mergeLines(text: string, before: string, after: string): string {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const own = text.slice(mark.length).split(/\r?\n/);
  const [old, changed] = [before.split("\n"), after.split("\n")];
  const shorter = Math.min(old.length, changed.length);
  const head = commonStart(old, changed, shorter);
  const tail = commonStart(old.toReversed(), changed.toReversed(), shorter - head);
  const [above, below] = [boundary(own, old, head), boundary(own.toReversed(), old.toReversed(), tail)];
  const lines = [
    ...own.slice(0, above.lines),
    ...changed.slice(above.printed, changed.length - below.printed),
    ...own.slice(own.length - below.lines),
  ];
  const merged = lines.join("\n");
  const isSame = isDeepStrictEqual(parseDocument(merged).toJS(), parseDocument(after).toJS());
  return mark + (isSame ? merged : after).replaceAll("\n", text.includes("\r\n") ? "\r\n" : "\n");
}

function commonStart(some: readonly string[], others: readonly string[], most: number): number {
  const first = some.slice(0, most).findIndex((line, index) => line !== others[index]);
  return first === -1 ? most : first;
}

/** The most of the first printed lines that end where a line of the text ends, and the number of these lines. */
function boundary(
  lines: readonly string[],
  printed: readonly string[],
  most: number,
): { lines: number; printed: number } {
  const starts = new Map<number, number>();
  let length = 0;
  for (const [index, line] of [...lines, ""].entries()) {
    if (!starts.has(length)) starts.set(length, index);
    length += characters(line);
  }
  const lengths = printed.slice(0, most).map(characters);
  let total = lengths.reduce((sum, one) => sum + one, 0);
  for (let count = most; count > 0; count -= 1) {
    let start = starts.get(total);
    if (start !== undefined) {
      const blank = count - 1 - lengths.slice(0, count).findLastIndex((one) => one > 0);
      for (let skipped = 0; skipped < blank && lines[start] === ""; skipped += 1) start += 1;
      return { lines: start, printed: count };
    }
    total -= lengths[count - 1] ?? 0;
  }
  return { lines: 0, printed: 0 };
}

function characters(line: string): number {
  return line.replaceAll(/\s/g, "").length;
}
