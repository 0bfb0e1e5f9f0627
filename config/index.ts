import * as path from "node:path";
import { check, type Verdict } from "./check";
import { ConfigError, ConfigValidationError } from "./error";
import { formatProblem } from "./format";
import { projectName, readStackFile, stackFileName } from "./project-files";
import { logWarning, readProgram } from "./read";
import type { PlatformConfig } from "./resolve";
import { type ConfigSource, sourceFromFile } from "./source";

export { ConfigError, ConfigValidationError, StackFileNotFoundError, StackFileParseError } from "./error";
export type { Problem } from "./problem";
export type { PlatformConfig } from "./resolve";

/** The running stack's configuration; throws a {@link ConfigError} that tells everything that is wrong with it. */
export function loadConfig(today: Date = new Date()): PlatformConfig {
  const source = readProgram();
  const verdict = check(source, today);
  verdict.warnings.forEach((warning) => {
    logWarning(formatProblem(fileNameOf(source), warning));
  });
  return accept(source, verdict);
}

export interface CheckedStack {
  readonly source: ConfigSource;
  readonly verdict: Verdict;
}

/** Checks `Pulumi.<stack>.yaml` of a project folder without an engine. Throws only if there is no such YAML to check. */
export function checkStack(directory: string, stack: string, today: Date = new Date()): CheckedStack {
  const source = sourceFromFile(readStackFile(directory, stack), projectName(directory), stack);
  return { source, verdict: check(source, today) };
}

/** The configuration that a stack file stands for, without an engine. Throws like {@link loadConfig}. */
export function loadStackFile(file: string, { today = new Date() }: { readonly today?: Date } = {}): PlatformConfig {
  const stack = /^Pulumi\.(.+)\.yaml$/.exec(path.basename(file))?.[1];
  if (stack === undefined) throw new ConfigError(`${file}: not a stack file; those are called Pulumi.<stack>.yaml.`);
  const { source, verdict } = checkStack(path.dirname(file), stack, today);
  return accept(source, verdict);
}

function accept(source: ConfigSource, { problems, config }: Verdict): PlatformConfig {
  if (config !== undefined) return config;
  if (problems.length > 0) throw new ConfigValidationError(fileNameOf(source), problems);
  throw new ConfigError(
    `${fileNameOf(source)} holds secrets, which only the engine can open: pulumi preview --stack ${source.stack}`,
  );
}

function fileNameOf({ stack }: ConfigSource): string {
  return stackFileName(stack);
}
