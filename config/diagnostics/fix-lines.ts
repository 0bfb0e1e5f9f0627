import { type FixCommand, type FixStep, inWords, isCommand } from "./finding";
import { formatPath } from "../source/path";
import { writeValue } from "../source/value-text";

/** Characters that break a line, or that a terminal or an editor does not show. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * A fix as lines to show: commands of `npm run config`, and words where no command exists. Undefined when a command would
 * contain characters that cannot be copied from a terminal.
 *
 * @param target the stack's name or its file, as the command takes it
 */
export function fixLines(steps: readonly FixStep[], target: string): readonly string[] | undefined {
  const lines = steps.map((step) => (isCommand(step) ? command(wordsOf(step), target) : inWords([step], true)));
  return lines.some((line) => INVISIBLE.test(line)) ? undefined : lines;
}

type Words = readonly [verb: string, ...operands: string[]];

function wordsOf(step: FixCommand): Words {
  if ("set" in step) return ["set", formatPath(step.set), writeValue(step.to, step.set)];
  if ("move" in step) return ["mv", formatPath(step.move), formatPath(step.to)];
  return ["rm", formatPath(step.remove)];
}

/** Operands after `--` are no options. */
function command([verb, ...operands]: Words, target: string): string {
  const words = [target, ...operands];
  const all = words.some((word) => word.startsWith("-")) ? ["--", ...words] : words;
  return `npm run config -- ${verb} ${all.map(shellWord).join(" ")}`;
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
