import { parse, stringify } from "yaml";

import type { FixCommand } from "../../../config/diagnostics/finding";
import { editStackFile } from "../../../config/source/edit-file";
import { stepOf } from "../../../tools/config/edit";

const COMMAND = "npm run config -- ";

/** Whether a line of a report is a command that edits the stack file. */
export function isEditCommand(line: string): boolean {
  return /^npm run config -- (set|rm|mv) /.test(line);
}

/** The step that a printed command makes, read as a shell and the command itself read it. */
export function readCommand(line: string): FixCommand {
  if (!isEditCommand(line)) throw new Error(`not a command: ${line}`);
  const [verb = "", ...rest] = shellWords(line.slice(COMMAND.length));
  const [, ...operands] = rest[0] === "--" ? rest.slice(1) : rest;
  if (rest[0] !== "--" && operands.some((word) => word.startsWith("-")))
    throw new Error(`taken for an option: ${line}`);
  if (operands.length !== (verb === "rm" ? 1 : 2)) throw new Error(`wrong number of operands: ${line}`);
  return stepOf(verb as "set" | "rm" | "mv", operands);
}

/** The text of a stack file after a printed command. */
export function runCommand(line: string, text: string): string {
  return editStackFile(text, readCommand(line));
}

/** The values below `config:`, by the keys of the file, after a printed command. */
export function runOnConfig(line: string, config: object): Readonly<Record<string, unknown>> {
  const text = runCommand(line, stringify({ config }, { aliasDuplicateObjects: false }));
  return (parse(text) as { config: Readonly<Record<string, unknown>> }).config;
}

/** Values by keys without our namespace, after a printed command. */
export function runOnValues(line: string, values: unknown): unknown {
  const config = Object.entries(values as object).map(([key, value]) => [`groundwork:${key}`, value] as const);
  const after = Object.entries(runOnConfig(line, Object.fromEntries(config)));
  return Object.fromEntries(after.map(([key, value]) => [key.replace(/^groundwork:/, ""), value]));
}

/** The words of a line that contains only words: no variables, globs, pipes or further lines. */
function shellWords(line: string): string[] {
  const words = [...line.matchAll(/(?:'[^']*'|\\'|[\w@%+=:,./-])+/g)].map(([word]) => word);
  if (words.join(" ") !== line || /[\p{Cc}\u2028\u2029]/u.test(line))
    throw new Error(`not a line of plain words: ${line}`);
  return words.map((word) => word.replaceAll(/'([^']*)'|\\(')/g, "$1$2"));
}
