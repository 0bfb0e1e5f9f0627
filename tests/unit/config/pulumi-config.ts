import { isContainer, type Path, valueAt, withValueAt } from "../../../config/source/path";

/**
 * What `pulumi config set`, `set-all` and `rm` with `--path` make of configuration values, by key without our namespace.
 * Written from the sources of the CLI (v3.274.1: pkg/cmd/pulumi/config, sdk/go/common/resource), and compared with it by
 * tests/engine/config-commands.test.ts. Text may be in quotes in the file, and the CLI overwrites it within them. Throws
 * on whatever the CLI or the shell refuses.
 */
export function runPulumiConfig(command: string, values: unknown): unknown {
  const { removed, assigned } = readCommand(command);
  const set = assigned.reduce((current, { path, value }) => assign(current, path, value), values);
  return removed === undefined ? set : omit(set, removed);
}

interface Assignment {
  readonly path: Path;
  readonly value: unknown;
}

interface Command {
  readonly removed?: Path;
  readonly assigned: readonly Assignment[];
}

/** What a command does. */
export function readCommand(command: string): Command {
  const words = shellWords(command);
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  let onlyOperands = false;
  for (let index = 3; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (onlyOperands || !word.startsWith("-")) operands.push(word);
    else if (word === "--") onlyOperands = true;
    else if (word === "--path" || (word === "--plaintext" && words[2] === "set")) options.set(word, []);
    else if (["--stack", "--type", "--plaintext"].includes(word)) {
      options.set(word, [...(options.get(word) ?? []), words[(index += 1)] ?? fail(`${word} has no value`)]);
    } else fail(`unknown option ${word}`);
  }
  if (!options.has("--stack") || !options.has("--path")) fail("--stack and --path are missing");
  const verb = words.slice(0, 3).join(" ");
  if (verb === "pulumi config set-all") {
    return { assigned: (options.get("--plaintext") ?? []).map(pairOf) };
  }
  const [key = fail("no key"), value, ...others] = operands;
  switch (verb) {
    case "pulumi config set": {
      if (others.length > 0) fail("too many arguments");
      if (value === undefined) return fail("no value: the CLI would ask for it");
      if (options.has("--type") && options.has("--plaintext")) fail("--type and --plaintext exclude each other");
      if (!options.has("--type") && !options.has("--plaintext") && looksLikeSecret(key, value)) fail("like a secret");
      return { assigned: [{ path: parsePath(key), value: options.has("--type") ? value : typed(value) }] };
    }
    case "pulumi config rm":
      return { removed: parsePath(key), assigned: [] };
    default:
      return fail(`not a command: ${command}`);
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}

/** `set-all` splits at the first `=`. */
function pairOf(pair: string): Assignment {
  const at = pair.indexOf("=");
  if (at < 1) fail(`no = in ${pair}`);
  return { path: parsePath(pair.slice(0, at)), value: typed(pair.slice(at + 1)) };
}

/** The CLI judges by entropy; what is long may have enough. */
function looksLikeSecret(key: string, value: string): boolean {
  return /passwd|pass|password|pwd|secret|token/i.test(key) && value.length > 16;
}

/** The words of a line that holds nothing but words: no variables, globs, pipes or further lines. */
function shellWords(line: string): string[] {
  const words = [...line.matchAll(/(?:'[^']*'|\\'|[\w@%+=:,./-])+/g)];
  const rest = words.reduceRight(
    (text, { 0: word, index }) => text.slice(0, index) + text.slice(index + word.length),
    line,
  );
  if (!/^ *$/.test(rest) || /[\p{Cc}\u2028\u2029]/u.test(line)) fail(`not a line of plain words: ${line}`);
  return words.map(([word]) => word.replaceAll(/'([^']*)'|\\(')/g, "$1$2"));
}

/** The grammar of `ParsePropertyPathStrict`, below a first segment that the CLI reads as `<namespace>:<name>`. */
function parsePath(text: string): Path {
  const end = text.search(/[.[]/);
  const first = end === -1 ? text : text.slice(0, end);
  const [, name = ""] = /^(?:groundwork:)?(.+)$/.exec(first) ?? [];
  if (name === "" || name.split(":").length > 2) fail(`no such key: ${text}`);
  const path: (string | number)[] = [name];
  let rest = end === -1 ? "" : text.slice(end);
  while (rest !== "") {
    const [whole, index, quoted, plain] =
      /^(?:\[(\d+)\]|\["((?:\\"|[^"\\]|\\(?!"))*)"\]|\.([^.[]+))/.exec(rest) ?? fail(`not a path: ${text}`);
    path.push(index === undefined ? (quoted?.replaceAll('\\"', '"') ?? plain ?? "") : Number(index));
    rest = rest.slice(whole.length);
  }
  return path;
}

function typed(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  const isNumber = /^[-+]?\d+$/.test(text) && !/^0\d/.test(text) && Number.isSafeInteger(Number(text));
  return isNumber ? Number(text) : text;
}

function assign(values: unknown, path: Path, value: unknown): unknown {
  let base = values;
  const [key = ""] = path;
  // A value at the top level is overwritten by a container, whatever it was.
  if (path.length > 1 && !isContainer(valueAt(base, [key]))) base = withValueAt(base, [key], undefined);
  for (let length = 1; length < path.length; length += 1) {
    const [parent, segment] = [valueAt(base, path.slice(0, length)), path[length]];
    if (Array.isArray(parent) ? typeof segment !== "number" : isContainer(parent) && typeof segment !== "string") {
      fail(`${String(segment)} is no key of this container`);
    }
    if (parent !== undefined && parent !== null && !isContainer(parent)) fail("expected a map or an array");
    if (typeof segment === "number" && segment > (Array.isArray(parent) ? parent.length : 0)) fail("out of range");
  }
  const parent = valueAt(base, path.slice(0, -1));
  if (path.at(-1) === "secure" && Object.keys(parent ?? {}).length === 0)
    fail('maps with the key "secure" are reserved');
  // Quotes outlive what they stand around, and the top level knows text only.
  const staysText = path.length === 1 || typeof valueAt(base, path) === "string";
  return withValueAt(base, path, staysText ? String(value) : value);
}

function omit(values: unknown, path: Path): unknown {
  const [parentPath, last] = [path.slice(0, -1), path.at(-1) ?? ""];
  const parent = valueAt(values, parentPath);
  if (valueAt(values, path) === undefined || !isContainer(parent)) return values;
  if (Array.isArray(parent)) {
    const shorter = (parent as unknown[]).toSpliced(Number(last), 1).map((value, place) => {
      return typeof parent[place] === "string" && ["number", "boolean"].includes(typeof value) ? String(value) : value;
    });
    return withValueAt(values, parentPath, shorter);
  }
  const others = Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last));
  if (Object.keys(others).join(",") === "secure" && typeof others["secure"] === "string") fail("reserved");
  return withValueAt(values, parentPath, others);
}
