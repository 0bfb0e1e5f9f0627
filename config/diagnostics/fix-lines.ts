import type { FixStep, Scalar } from "./finding";
import type { Path } from "../source/path";

type Assignment = Extract<FixStep, { readonly set: Path }>;

/** How the CLI names a path; undefined when it cannot. */
export type CliKeyOf = (path: Path) => string | undefined;

/** Characters that break a line, or that a terminal or an editor does not show. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The CLI refuses long values of keys with such a name without an option that they are not secret (`looksLikeSecret`). */
const SECRET_NAME = /pass|pwd|secret|token/i;
const LONGEST_PLAIN_VALUE = 16;

/**
 * A fix as lines to show: commands, and words where no command exists. Undefined when a step has no command that the CLI
 * reads correctly.
 */
export function fixLines(
  steps: readonly FixStep[],
  stack: string,
  keyOf: CliKeyOf = cliPath,
): readonly string[] | undefined {
  if (!steps.every((step) => canBeTyped(step, keyOf))) return undefined;
  const onStack = `--stack ${shellWord(stack)}`;
  const keyed = (path: Path): string => keyOf(path) ?? "";
  const together = steps.filter((step) => canGoTogether(step, keyed));
  return steps.flatMap((step) => {
    if ("edit" in step) return [step.edit];
    if ("remove" in step) return [`pulumi config rm ${onStack} --path ${quote(keyed(step.remove))}`];
    if (together.length < 2 || !canGoTogether(step, keyed)) return [setCommand(step, onStack, keyed)];
    return step === together[0] ? [setAllCommand(together, onStack, keyed)] : [];
  });
}

/**
 * A path as the CLI parses it: in quotes only `\"` is an escape, and the first segment takes no quotes.
 * https://github.com/pulumi/pulumi/blob/v3.274.1/sdk/go/common/resource/properties_path.go
 */
export function cliPath(path: Path): string | undefined {
  const segments = path.map((segment, index) => {
    if (typeof segment === "number") return `[${segment}]`;
    const isPlain = segment !== "" && !/[.[\]"]/.test(segment);
    if (index === 0) return isPlain && !segment.startsWith("-") ? segment : undefined;
    if (isPlain) return `.${segment}`;
    return segment.endsWith("\\") ? undefined : `["${segment.replaceAll('"', '\\"')}"]`;
  });
  return segments.includes(undefined) ? undefined : segments.join("");
}

function canBeTyped(step: FixStep, keyOf: CliKeyOf): boolean {
  if ("edit" in step) return true;
  const key = keyOf("set" in step ? step.set : step.remove);
  return key !== undefined && !INVISIBLE.test(key) && !("set" in step && INVISIBLE.test(String(step.to)));
}

/** `set-all` takes no types, and splits at the first `=`. */
function canGoTogether(step: FixStep, keyOf: (path: Path) => string): step is Assignment {
  return "set" in step && !needsType(step.set, step.to) && !keyOf(step.set).includes("=");
}

function setAllCommand(assignments: readonly Assignment[], onStack: string, keyOf: (path: Path) => string): string {
  const pairs = assignments.map(({ set, to }) => `--plaintext ${quote(`${keyOf(set)}=${to}`)}`);
  return `pulumi config set-all ${onStack} --path ${pairs.join(" ")}`;
}

function setCommand({ set, to }: Assignment, onStack: string, keyOf: (path: Path) => string): string {
  const [key, value] = [keyOf(set), String(to)];
  const isTakenForSecret = SECRET_NAME.test(key) && value.length > LONGEST_PLAIN_VALUE;
  return [
    `pulumi config set ${onStack} --path ${quote(key)}`,
    ...(needsType(set, to) ? ["--type string"] : isTakenForSecret ? ["--plaintext"] : []),
    ...(value.startsWith("-") ? ["--"] : []),
    shellWord(value),
  ].join(" ");
}

/** Below the top level, the CLI converts true, false and whole numbers unless an option keeps them text. */
function needsType(path: Path, value: Scalar): boolean {
  return typeof value === "string" && path.length > 1 && /^(true|false|[-+]?\d+)$/.test(value);
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quote(word);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
