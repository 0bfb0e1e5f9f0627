import path from "node:path";
import { bind, execute, thisTerminal } from "../terminal/execute";
import { addons } from "./addons";
import {
  addonsCommand,
  mvCommand,
  newCommand,
  rmCommand,
  schemaCommand,
  setCommand,
  showCommand,
  validateCommand,
} from "./command";
import type { Context } from "./context";
import { editFile } from "./edit";
import { createStackFile } from "./new";
import { writeSchema } from "./schema";
import { show } from "./show";
import { validate } from "./validate";

/**
 * Runs one command and returns its exit code.
 *
 * @param cwd folder to which paths are relative
 */
export function runConfig(args: readonly string[], context: Context, cwd = context.directory): number {
  const { directory: root, write, writeError = write } = context;
  const commands = [
    bind(validateCommand, ({ stacks }) => validate(stacks, context)),
    bind(showCommand, ({ stacks: [stack] }) => show(stack, context)),
    bind(setCommand, ({ stacks: [stack], operands }) => editFile("set", stack, operands, context)),
    bind(rmCommand, ({ stacks: [stack], operands }) => editFile("rm", stack, operands, context)),
    bind(mvCommand, ({ stacks: [stack], operands }) => editFile("mv", stack, operands, context)),
    bind(newCommand, ({ operands: [stack = ""], options }) => createStackFile(stack, options.from, context)),
    bind(schemaCommand, ({ options }) => writeSchema(options.check === true, context)),
    bind(addonsCommand, ({ operands: [version = "", file] }) =>
      addons(version, file === undefined ? undefined : path.resolve(cwd, file), context),
    ),
  ];
  return execute("config", commands, args, { ...thisTerminal(), place: { root, cwd }, write, writeError });
}
