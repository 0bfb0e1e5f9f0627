import path from "node:path";
import { bind, execute, thisTerminal } from "../terminal/execute";
import {
  addonsCommand,
  convertCommand,
  diffCommand,
  getCommand,
  listCommand,
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
    bind(listCommand, async ({ stacks, options: { json } }) =>
      (await import("./list")).list(stacks, json === true, context),
    ),
    bind(validateCommand, async ({ stacks, options: { json } }) =>
      (await import("./validate")).validate(stacks, json === true, context),
    ),
    bind(showCommand, async ({ stacks: [stack], options }) => (await import("./show")).show(stack, options, context)),
    bind(getCommand, async ({ stacks: [stack], operands: [place = ""], options: { json } }) =>
      (await import("./get")).get(stack, place, json === true, context),
    ),
    bind(convertCommand, async ({ stacks: [stack], options: { to } }) =>
      (await import("./get")).convert(stack, to ?? "json", context),
    ),
    bind(diffCommand, async ({ stacks, options: { json } }) =>
      (await import("./diff")).diff(stacks, json === true, context),
    ),
    bind(tagsCommand, async ({ stacks: [stack], options: { json, format = json === true ? "json" : "markdown" } }) =>
      (await import("./tags")).printTags(stack, format, context),
    ),
    bind(setCommand, ({ stacks: [stack], operands }) => edit("set", stack, operands)),
    bind(rmCommand, ({ stacks: [stack], operands }) => edit("rm", stack, operands)),
    bind(mvCommand, ({ stacks: [stack], operands }) => edit("mv", stack, operands)),
    bind(newCommand, async ({ operands: [stack = ""], options }) =>
      (await import("./new")).createStackFile(stack, options, context, cwd),
    ),
    bind(schemaCommand, async ({ options }) => (await import("./schema")).writeSchema(options.check === true, context)),
    bind(pricesCommand, async ({ options: { json } }) =>
      (await import("./prices")).listStalePrices(json === true, context),
    ),
    bind(addonsCommand, async ({ operands: [version = "", file], options: { write: isApplied, json } }) =>
      (await import("./addons")).addons(
        version,
        file === undefined ? undefined : path.resolve(cwd, file),
        { isApplied: isApplied === true, isJson: json === true },
        context,
      ),
    ),
  ];
  return execute("config", commands, args, { ...thisTerminal(), place: { root, cwd }, write, writeError });
}
