import type { FixStep, Scalar } from "./finding";
import { formatPath, type Path } from "./path";

type Assignment = Extract<FixStep, { readonly set: Path }>;

/** What a report may show of the values that a fix writes. */
export interface Discretion {
  /** Values follow from a secret: they are not shown, the CLI asks for them. */
  readonly conceal: boolean;
  readonly isSecret: (path: Path) => boolean;
}

/** A fix as commands to run, one a line; `keyOf` names a path to the CLI. */
export function fixLines(
  steps: readonly FixStep[],
  stack: string,
  discretion: Discretion,
  keyOf: (path: Path) => string = formatPath,
): string[] {
  const onStack = `--stack ${shellWord(stack)}`;
  const together = discretion.conceal ? [] : steps.filter(canGoTogether);
  return steps.flatMap((step) => {
    if ("edit" in step) return [step.edit];
    if ("remove" in step) return [`pulumi config rm ${onStack} --path ${quote(keyOf(step.remove))}`];
    if (together.length < 2 || !canGoTogether(step)) return [setCommand(step, onStack, discretion, keyOf)];
    return step === together[0] ? [setAllCommand(together, onStack, keyOf)] : [];
  });
}

function canGoTogether(step: FixStep): step is Assignment {
  return "set" in step && !needsType(step.set, step.to);
}

function setAllCommand(assignments: readonly Assignment[], onStack: string, keyOf: (path: Path) => string): string {
  const pairs = assignments.map(({ set, to }) => `--plaintext ${quote(`${keyOf(set)}=${to}`)}`);
  return `pulumi config set-all ${onStack} --path ${pairs.join(" ")}`;
}

/** Without a value the CLI asks for it. */
function setCommand(
  { set, to }: Assignment,
  onStack: string,
  { conceal, isSecret }: Discretion,
  keyOf: (path: Path) => string,
): string {
  const target = `pulumi config set ${onStack} --path ${quote(keyOf(set))}`;
  if (conceal) return isSecret(set) ? `${target} --secret` : target;
  return `${target}${needsType(set, to) ? " --type string" : ""} ${shellWord(String(to))}`;
}

/** Below the top level the CLI reads true, false and whole numbers as such, unless told that they are text. */
function needsType(path: Path, value: Scalar): boolean {
  return typeof value === "string" && path.length > 1 && /^(true|false|[-+]?\d+)$/.test(value);
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quote(word);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
