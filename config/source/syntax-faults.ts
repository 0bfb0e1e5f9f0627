import type { YAMLError } from "yaml";

/** A reason why a text is no stack file: where, what, and what to do. */
export interface SyntaxFault {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** No-break, figure, narrow, ideographic and zero-width spaces, before a key or after its colon. */
const OTHER_SPACE = /^[ -]*(?:[\w:."-]+:)?[\u00a0\u2007\u202f\u3000\u200b]/mu;
const TAB_INDENT = /^ *\t[ \t]*[^\s#]/mu;

/** Faults of the characters themselves. The parser would report what follows from them, one error for each line. */
export function characterFault(text: string, hasErrors: boolean): SyntaxFault | undefined {
  // In a block of text, a tab is allowed.
  const tab = hasErrors ? TAB_INDENT.exec(text) : null;
  if (tab !== null) {
    const offset = tab.index + tab[0].indexOf("\t");
    const message = "The line is indented with a tab, and YAML allows only spaces.";
    return { offset, message, fix: "replace tabs by spaces" };
  }
  const space = OTHER_SPACE.exec(text);
  if (space === null) return undefined;
  return {
    offset: space.index + space[0].length - 1,
    message: "The line contains a no-break or zero-width space, which YAML reads as a letter.",
    fix: "replace it by a normal space; text that is copied from a web page or a chat often contains such spaces",
  };
}

/** What the parser's errors mean in a stack file, by code: message and remedy. */
const EXPLAINED: Readonly<Record<string, readonly [message: string, fix: string]>> = {
  BAD_INDENT: [
    "The line is not indented like the lines of the same map or list.",
    "indent all keys of a map by the same number of spaces",
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "A value cannot contain a key with a colon.",
    "put text with `: ` in quotes, or indent the next key like this one",
  ],
  BLOCK_IN_FLOW: [
    "A map or list between brackets cannot contain lines that are indented.",
    "close the bracket, or write all entries between brackets",
  ],
  MISSING_CHAR: [
    "A quote, bracket or comma is missing.",
    "close the quote or bracket, or separate the entries by commas",
  ],
  MULTIPLE_DOCS: [
    "The file contains a second YAML document, and Pulumi reads only the first.",
    "remove the line `---` and merge the documents",
  ],
  MULTILINE_IMPLICIT_KEY: [
    "A key is not followed by a colon on its line.",
    "write `key: value`, with a space after the colon",
  ],
  RESOURCE_EXHAUSTION: ["Nested too deeply.", "remove levels"],
  UNEXPECTED_TOKEN: ["YAML does not allow this character here.", "remove it, or put the text in quotes"],
  BAD_SCALAR_START: ["Text cannot begin with this character.", "put the text in quotes"],
  BAD_ALIAS: ["The name of an anchor or alias is missing.", "put text that begins with & or * in quotes"],
  TAB_AS_INDENT: ["The line is indented with a tab, and YAML allows only spaces.", "replace tabs by spaces"],
  BAD_DIRECTIVE: ["Text cannot begin with %.", "put the text in quotes"],
};

/** The first of the parser's errors: those after it often follow from it. */
export function parserFault(errors: readonly YAMLError[]): SyntaxFault | undefined {
  const [first] = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const open = first?.code === "BAD_INDENT" ? errors.find(({ code }) => code === "MISSING_CHAR") : undefined;
  const error = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION") ?? open ?? first;
  if (error === undefined) return undefined;
  // Without the text that the message quotes, which may be part of a secret.
  const own = `${error.message.replace(/: .*$/s, "").replace(/\.$/, "")}.`;
  const [message, fix] = EXPLAINED[error.code] ?? [own, "correct the line"];
  return { offset: error.pos[0], message, fix };
}
