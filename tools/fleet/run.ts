import * as path from "node:path";
import type { Context } from "../config/context";
import { checkStacks } from "./check";
import { renewLock } from "./lock";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run fleet -- <command>

  check <stack file>...   check stack files of a fleet, with the inventory that they name and its lock
  lock <inventory.csv>    let the lock beside an inventory say what its rows say; refused where a bucket would go or
                          move and its row does not say so`;

/** Runs one command and returns its exit code: 0 good, 1 something is wrong, 2 not understood. */
export function runFleet([command, ...files]: readonly string[], context: Context): number {
  const misunderstood = (reason: string): number => {
    context.write(`${reason}\n\n${USAGE}`);
    return USAGE_ERROR;
  };
  const [file, ...others] = files;
  switch (command) {
    case "check":
      return file === undefined
        ? misunderstood("check takes stack files.")
        : checkStacks(
            files.map((name) => path.resolve(context.directory, name)),
            context,
          );
    case "lock":
      return file?.endsWith(".csv") !== true || others.length > 0
        ? misunderstood("lock takes one inventory, a CSV file.")
        : renewLock(file, context);
    case undefined:
      return misunderstood("No command.");
    default:
      return misunderstood(`Unknown command: ${command}`);
  }
}
