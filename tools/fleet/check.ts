import * as path from "node:path";
import { checkFleetStack, ConfigError, type FleetConfig, type Problem } from "../../config";
import { formatProblems } from "../../config/diagnostics/format";
import { stackOf } from "../../config/source/project-files";
import type { Context } from "../config/context";
import { paintIn } from "../config/validate";
import type { Target } from "../terminal/target";

/** A checked stack file of a fleet, or why it cannot be read. */
interface Result {
  readonly file: string;
  /** Undefined if the stack file has encrypted values, which only Pulumi can read. */
  readonly config?: FleetConfig | undefined;
  readonly problems: readonly Problem[];
  readonly error?: string;
}

/** Checks stack files of a fleet. Prints one line for a valid file and a report for an invalid one, or everything as JSON. */
export function checkStacks(stacks: readonly Target[], isJson: boolean, context: Context): number {
  const results = stacks.map((stack) => checkOne(stack, context));
  if (isJson) context.write(JSON.stringify(results.map(toJson), undefined, 2));
  else for (const result of results) reportResult(result, context);
  return results.every(isValid) ? 0 : 1;
}

function checkOne({ directory, file }: Target, { today }: Context): Result {
  const name = path.basename(file);
  try {
    const { problems, config } = checkFleetStack(directory, stackOf(file), { today }).verdict;
    return { file: name, config, problems };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { file: name, problems: [], error: error.message };
  }
}

function isValid({ problems, error }: Result): boolean {
  return problems.length === 0 && error === undefined;
}

function reportResult(result: Result, context: Context): void {
  const { colors, write } = context;
  const { file, config, problems, error } = result;
  if (error !== undefined) {
    write(colors.red(`✗ ${error}`));
  } else if (problems.length > 0) {
    write(`${colors.red("✗")} ${formatProblems(file, problems, paintIn(context))}\n`);
  } else {
    const summary =
      config === undefined
        ? "not checked, because values are encrypted"
        : `${Object.keys(config.fleet.buckets).length} buckets in shards ${config.fleet.shards.join(", ")}`;
    write(colors.green(`✓ ${file}  ${summary}`));
  }
}

function toJson(result: Result): object {
  const { file, config, problems, error } = result;
  return {
    file,
    isValid: isValid(result),
    ...(config === undefined ? {} : { buckets: Object.keys(config.fleet.buckets).length, shards: config.fleet.shards }),
    problems,
    ...(error === undefined ? {} : { error }),
  };
}
