import type { Context } from "../config/context";
import { bind, execute, thisTerminal } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { checkStacks } from "./check";
import { checkCommand, lockCommand } from "./command";
import { renewLock } from "./lock";

/** Runs one command and returns its exit code. */
export function runFleet(args: readonly string[], context: Context): number {
  const commands = [
    bind(checkCommand, ({ stacks, options: { json } }) => checkStacks(stacks, json === true, context)),
    bind(lockCommand, ({ operands: [inventory = ""] }) => renewLock(inventory, context)),
  ];
  const { directory: cwd, write, writeError = write } = context;
  return execute("fleet", commands, args, {
    ...thisTerminal(),
    place: { ...thisPlace(), cwd },
    write,
    writeError,
  });
}
