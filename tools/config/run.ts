import path from "node:path";
import { bind, execute, thisTerminal } from "../terminal/execute";
import {
  addonsCommand,
  mvCommand,
  newCommand,
  pricesCommand,
  rmCommand,
  schemaCommand,
  setCommand,
  showCommand,
  tagsCommand,
  validateCommand,
} from "./command";
import type { Context } from "./context";
import type { EditVerb } from "./edit";
import type { Target } from "../terminal/target";

/**
 * Runs one command and returns its exit code. Each command imports its module when it runs, because the schemas of stack
 * files take most of the time of a start, and help does not need them.
 *
 * @param cwd folder to which paths are relative
 */
export function runConfig(
  args: readonly string[],
  context: Context,
  cwd = context.directory,
): Promise<number> | number {
  const { directory: root, write, writeError = write } = context;
  const edit = async (verb: EditVerb, stack: Target, operands: readonly string[]): Promise<number> =>
    (await import("./edit")).editFile(verb, stack, operands, context);
  const commands = [
    bind(validateCommand, async ({ stacks }) => (await import("./validate")).validate(stacks, context)),
    bind(showCommand, async ({ stacks: [stack] }) => (await import("./show")).show(stack, context)),
    bind(tagsCommand, async ({ stacks: [stack], options: { format = "markdown" } }) =>
      (await import("./tags")).printTags(stack, format, context),
    ),
    bind(setCommand, ({ stacks: [stack], operands }) => edit("set", stack, operands)),
    bind(rmCommand, ({ stacks: [stack], operands }) => edit("rm", stack, operands)),
    bind(mvCommand, ({ stacks: [stack], operands }) => edit("mv", stack, operands)),
    bind(newCommand, async ({ operands: [stack = ""], options }) =>
      (await import("./new")).createStackFile(stack, options.from, context),
    ),
    bind(schemaCommand, async ({ options }) => (await import("./schema")).writeSchema(options.check === true, context)),
    bind(pricesCommand, async () => (await import("./prices")).listStalePrices(context)),
    bind(addonsCommand, async ({ operands: [version = "", file], options: { write: isApplied } }) =>
      (await import("./addons")).addons(
        version,
        file === undefined ? undefined : path.resolve(cwd, file),
        isApplied === true,
        context,
      ),
    ),
  ];
  return execute("config", commands, args, { ...thisTerminal(), place: { root, cwd }, write, writeError });
}
