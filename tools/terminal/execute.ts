import { ConfigError } from "../../config/diagnostics/error";
import { type Declaration, ExitCode, type Options, type StackCount } from "./declaration";
import { call, renderHelp, renderOverview, usageLine } from "./help";
import { didYouMean, type Invocation, parse } from "./parse";
import { type Place, thisPlace } from "./target";
import { runTool, UsageError } from "./tool";

/** Where a command reads paths and prints; tests replace it. */
export interface Terminal {
  readonly place: Place;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly columns: number;
}

/** A declared command and what it does. `Result` is an exit code, or the promise of one. */
export interface BoundCommand<Result> {
  readonly declaration: Declaration;
  /** Reads the arguments, and returns the function that runs the command. */
  readonly prepare: (args: readonly string[], place: Place) => () => Result;
}

export function bind<O extends Options, Count extends StackCount, Result>(
  declaration: Declaration<O, Count>,
  handler: (invocation: Invocation<O, Count>) => Result,
): BoundCommand<Result> {
  return {
    declaration,
    prepare: (args, place) => {
      const invocation = parse(declaration, args, place);
      return () => handler(invocation);
    },
  };
}

/** Runs an npm script as a process. */
export function runCommands(script: string, commands: readonly BoundCommand<Promise<number> | number>[]): void {
  runTool(() => execute(script, commands, process.argv.slice(2), thisTerminal()));
}

const MOST_COLUMNS = 110;

export function thisTerminal(): Terminal {
  return {
    place: thisPlace(),
    write: (text) => {
      console.log(text);
    },
    writeError: (text) => {
      console.error(text);
    },
    columns: process.stdout.isTTY ? Math.min(process.stdout.columns, MOST_COLUMNS) : MOST_COLUMNS,
  };
}

/** Runs the command that the arguments select, or prints its help. Returns 2 for invalid arguments, without running it. */
export function execute<Result>(
  script: string,
  commands: readonly BoundCommand<Result>[],
  args: readonly string[],
  terminal: Terminal,
): Result | number {
  const { place, write, writeError, columns } = terminal;
  const declarations = commands.map(({ declaration }) => declaration);
  const hasSubcommands = declarations.some(({ name }) => name !== script);
  const [subcommand = ""] = args;
  const name = hasSubcommands ? `${script} ${subcommand}` : script;
  const command = commands.find(({ declaration }) => declaration.name === name);
  const wantsHelp = args.includes("--help") || args.includes("-h");
  if (wantsHelp) {
    write(command ? renderHelp(command.declaration, columns) : renderOverview(script, declarations, columns));
    return ExitCode.success;
  }
  if (command === undefined) {
    writeError(
      `${unknownCommand(script, subcommand, declarations)}\n\n${renderOverview(script, declarations, columns)}`,
    );
    return ExitCode.usage;
  }
  let run: () => Result;
  try {
    run = command.prepare(hasSubcommands ? args.slice(1) : args, place);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigError)) throw error;
    const help = `Usage: ${usageLine(command.declaration)}\nTo explain the arguments: ${call(name)} --help`;
    writeError(error instanceof UsageError ? `${error.message}\n\n${help}` : error.message);
    return ExitCode.usage;
  }
  return run();
}

function unknownCommand(script: string, subcommand: string, declarations: readonly Declaration[]): string {
  if (subcommand === "") return "The command is missing.";
  const known = declarations.map(({ name }) => name.slice(script.length + 1));
  return `Unknown command: ${subcommand}.${didYouMean(subcommand, known)}`;
}
