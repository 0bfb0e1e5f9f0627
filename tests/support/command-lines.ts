import { COMMANDS } from "../../tools/commands";
import { StackFileNotFoundError } from "../../config";
import { parse } from "../../tools/terminal/parse";
import { UsageError } from "../../tools/terminal/tool";
import { PROJECT_DIR } from "./stack-files";

/** A call of an npm script, as a page writes it. */
export interface Call {
  readonly script: string;
  readonly args: readonly string[];
}

const WORD = /(?:<[^>]*>|'[^']*'|"[^"]*"|[^\s'"<])+/g;
const END = /^(#.*|\||\|\||&&|>|>>|;)$/;

/** The calls of npm scripts in shell text, without the options of npm. */
export function npmCalls(text: string): readonly Call[] {
  return text
    .replaceAll("\\\n", " ")
    .split("\n")
    .flatMap((line) => line.split(/(?=npm run )/))
    .filter((part) => part.startsWith("npm run "))
    .map((part) => {
      const words = part.match(WORD)?.slice(2) ?? [];
      const [script = "", ...rest] = words.slice(words.findIndex((word) => !word.startsWith("-")));
      const end = rest.findIndex((word) => END.test(word));
      const args = rest.slice(rest[0] === "--" ? 1 : 0, end === -1 ? undefined : end);
      return { script, args: args.map((word) => word.replaceAll(/['"]/g, "")) };
    });
}

/**
 * Why a command does not accept these arguments; undefined if it does, or if the script has no declaration. The stack file
 * does not have to exist. Options that a command passes on to Pulumi are not checked.
 */
export function refusalOf({ script, args }: Call): string | undefined {
  const declarations = COMMANDS.filter(({ name }) => name.split(" ")[0] === script);
  const declaration = declarations.find(({ name }) => name === script || name === `${script} ${args[0] ?? ""}`);
  if (declaration === undefined) return declarations.length === 0 ? undefined : `unknown command: ${args[0] ?? ""}`;
  try {
    parse(declaration, declaration.name === script ? args : args.slice(1), { root: PROJECT_DIR, cwd: PROJECT_DIR });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    if (!(error instanceof StackFileNotFoundError)) throw error;
  }
  return undefined;
}
