import * as path from "node:path";
import type { Context } from "../config/context";
import { checkStacks } from "./check";
import { renewLock } from "./lock";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run fleet -- <command>

  check <stack file>...   Check stack files of a fleet, their inventories and their lock files.
  lock <inventory.csv>    Update the lock file of an inventory. The command fails if a bucket would be deleted or moved
                          to another shard and its row does not state this.`;

/** Runs one command and returns its exit code: 0 for success, 1 for problems, 2 for invalid arguments. */
export function runFleet([command, ...files]: readonly string[], context: Context): number {
  const usageError = (reason: string): number => {
    context.write(`${reason}\n\n${USAGE}`);
    return USAGE_ERROR;
  };
  const [file, ...others] = files;
  switch (command) {
    case "check":
      return file === undefined
        ? usageError("The command check needs at least one stack file.")
        : checkStacks(
            files.map((name) => path.resolve(context.directory, name)),
            context,
          );
    case "lock":
      return file?.endsWith(".csv") !== true || others.length > 0
        ? usageError("The command lock needs exactly one inventory, a .csv file.")
        : renewLock(file, context);
    case undefined:
      return usageError("The command is missing.");
    default:
      return usageError(`Unknown command: ${command}`);
  }
}
