import { isContainer, type Path, valueAt, withValueAt } from "../../../config/path";

/**
 * What `pulumi config set`, `set-all` and `rm` with `--path` make of configuration values, as the CLI's help says:
 * true, false and whole numbers below the top level are typed unless `--type string` is given; list entries may be
 * replaced, appended and removed. As the CLI does (3.274), a value in quotes is overwritten within its quotes. Throws on
 * anything else.
 */
export function runPulumiConfig(command: string, values: unknown): unknown {
  const words = shellWords(command);
  const verb = words.slice(0, 3).join(" ");
  const operands = words
    .slice(3)
    .filter((word, index, all) => !isOption(word) && !isOption(all[index - 1] ?? "", true));
  switch (verb) {
    case "pulumi config set":
      return assign(values, parsePath(operands[0]), typed(operands[1], words.includes("--type")));
    case "pulumi config set-all":
      return words
        .filter((_, index) => words[index - 1] === "--plaintext")
        .reduce((current, pair) => {
          const at = pair.indexOf("=");
          return assign(current, parsePath(pair.slice(0, at)), typed(pair.slice(at + 1), false));
        }, values);
    case "pulumi config rm":
      return omit(values, parsePath(operands[0]));
    default:
      throw new Error(`not a pulumi config command: ${command}`);
  }
}

function isOption(word: string, takingValue = false): boolean {
  const valued = ["--stack", "--type", "--plaintext"];
  return takingValue ? valued.includes(word) : word.startsWith("--");
}

function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll(/'([^']*)'/g, "$1"));
}

function parsePath(text: string | undefined): Path {
  if (text === undefined) throw new Error("no path");
  return [...text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? "") : Number(index),
  );
}

function typed(text: string | undefined, asText: boolean): unknown {
  if (text === undefined) throw new Error("no value");
  if (asText) return text;
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function assign(values: unknown, path: Path, value: unknown): unknown {
  for (let length = 1; length < path.length; length += 1) {
    const parent = valueAt(values, path.slice(0, length));
    if (parent !== undefined && !isContainer(parent))
      throw new Error(`nothing can be set below ${String(path[length - 1])}`);
  }
  const last = path.at(-1);
  const parent = valueAt(values, path.slice(0, -1));
  // Quotes outlive what they stand around, and the top level knows text only.
  const staysText = path.length === 1 || typeof valueAt(values, path) === "string";
  const written = staysText ? String(value) : value;
  if (typeof last !== "number") return withValueAt(values, path, written);
  const list = Array.isArray(parent) ? (parent as unknown[]) : [];
  if (last > list.length) throw new Error("a list has no holes");
  return withValueAt(values, path.slice(0, -1), list.toSpliced(last, 1, written));
}

function omit(values: unknown, path: Path): unknown {
  const last = path.at(-1) ?? "";
  const parent = valueAt(values, path.slice(0, -1));
  if (Array.isArray(parent)) return withValueAt(values, path.slice(0, -1), parent.toSpliced(Number(last), 1));
  const others = Object.entries(parent as object).filter(([key]) => key !== last);
  return withValueAt(values, path.slice(0, -1), Object.fromEntries(others));
}
