import * as path from "node:path";
import { checkFleetStack, ConfigError } from "../../config";
import { formatProblems } from "../../config/diagnostics/format";
import { stackOf } from "../../config/source/project-files";
import type { Context } from "../config/context";
import { paintIn } from "../config/validate";
import type { Target } from "../terminal/target";

/** Checks stack files of a fleet. Prints one line for a valid file and a report for an invalid one. */
export function checkStacks(stacks: readonly Target[], context: Context): number {
  const verdicts = stacks.map((stack) => checkOne(stack, context));
  return verdicts.every((isGood) => isGood) ? 0 : 1;
}

function checkOne({ directory, file }: Target, context: Context): boolean {
  const { colors, today, write } = context;
  try {
    const { problems, config } = checkFleetStack(directory, stackOf(file), { today }).verdict;
    if (problems.length > 0) {
      write(`${colors.red("✗")} ${formatProblems(path.basename(file), problems, paintIn(context))}\n`);
      return false;
    }
    const summary =
      config === undefined
        ? "not checked, because values are encrypted"
        : `${Object.keys(config.fleet.buckets).length} buckets in shards ${config.fleet.shards.join(", ")}`;
    write(colors.green(`✓ ${path.basename(file)}  ${summary}`));
    return true;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    write(colors.red(`✗ ${error.message}`));
    return false;
  }
}
