import * as path from "node:path";
import { check, checkChange, type Verdict } from "./check/check";
import { checkFleet } from "./fleet/check-fleet";
import { ConfigError, ConfigValidationError } from "./diagnostics/error";
import type { Problem } from "./diagnostics/problem";
import { formatProblem } from "./diagnostics/format";
import { valueAt } from "./source/path";
import { readInventoryText, readStackFile, stackFileName, stackArgument, stackOf } from "./source/project-files";
import { logWarning, readLastOutput, readProgram } from "./source/engine";
import { type PlatformRecord, readRecord, recordOf } from "./transitions/record";
import type { PlatformConfig } from "./resolve/resolve";
import type { ExtensionSchemas } from "./extensions/schema";
import type { FleetConfig } from "./fleet/resolve-fleet";
import { type ConfigSource, sourceFromFile } from "./source/source";

export { argsFor } from "./args/args-for";
export { componentSettings, fleetSettings } from "./args/settings";
export { ConfigError, StackFileNotFoundError, StackFileParseError } from "./diagnostics/error";
export { readState } from "./source/engine";
export type { PlatformConfig } from "./resolve/resolve";
export type { FleetConfig } from "./fleet/resolve-fleet";

/** Name of the project whose stacks {@link loadFleetConfig} reads. */
export const FLEET_PROJECT = "groundwork-fleet";

/** Parameters of a check that have a default. */
export interface CheckOptions {
  /** Default: the day of the run. */
  readonly today?: Date;
  /** Extensions of the program, by whose schemas their settings are checked. Default: none. */
  readonly extensions?: ExtensionSchemas;
}

/** The configuration of the running stack, and the record that the next update compares with. */
export interface LoadedConfig {
  readonly config: PlatformConfig;
  /** To be exported as the stack output `platformRecord`. */
  readonly platformRecord: PlatformRecord;
}

/**
 * Reads the stack file and the record of the last update, once each.
 *
 * @throws ConfigError that lists every problem: first those of the stack file alone, then those of the change to what the
 * last update created
 */
export async function loadConfig({ today = new Date(), extensions = {} }: CheckOptions = {}): Promise<LoadedConfig> {
  const source = { ...readProgram(), extensions };
  const config = acceptWithWarnings(source, check(source, today));
  const before = readRecord(await readLastOutput(RECORD_OUTPUT), source.secretKeys);
  const { problems, warnings } = checkChange(source, config, before, today);
  if (problems.length === 0) warn(source, warnings);
  else throw new ConfigValidationError(fileNameOf(source), problems);
  return { config, platformRecord: recordOf(config, source.secretKeys, before) };
}

/** The running fleet stack's configuration, its buckets included; throws like {@link loadConfig}. */
export function loadFleetConfig(today: Date = new Date()): FleetConfig {
  const source = readProgram();
  return acceptWithWarnings(source, checkFleet(source, today));
}

function acceptWithWarnings<Config>(source: ConfigSource, verdict: Verdict<Config>): Config {
  warn(source, verdict.warnings);
  return accept(source, verdict);
}

function warn(source: ConfigSource, warnings: readonly Problem[]): void {
  for (const warning of warnings) logWarning(formatProblem(fileNameOf(source), warning));
}

/** The stack output that the next update compares its configuration with. */
const RECORD_OUTPUT = "platformRecord";

export interface CheckedStack<Config = PlatformConfig> {
  readonly source: ConfigSource;
  readonly verdict: Verdict<Config>;
}

/** Checks `Pulumi.<stack>.yaml` of a project folder without an engine. Throws only if the file cannot be read as YAML. */
export function checkStack(
  directory: string,
  stack: string,
  { today = new Date(), extensions = {} }: CheckOptions = {},
): CheckedStack {
  const source = { ...readSource(directory, stack), extensions };
  return { source, verdict: check(source, today) };
}

/** Checks `Pulumi.<stack>.yaml` of a fleet, its inventory included, like {@link checkStack}. */
export function checkFleetStack(
  directory: string,
  stack: string,
  { today = new Date() }: Pick<CheckOptions, "today"> = {},
): CheckedStack<FleetConfig> {
  const source = readSource(directory, stack);
  return { source, verdict: checkFleet(source, today) };
}

function readSource(directory: string, stack: string): ConfigSource {
  const source = sourceFromFile(readStackFile(directory, stack), stack, stackArgument(directory, stack));
  const inventory = readInventoryText(directory, valueAt(source.values, ["fleet", "inventory"]));
  return inventory === undefined ? source : { ...source, inventory };
}

/** The configuration of a stack file, without an engine. Throws like {@link loadConfig}. */
export function loadStackFile(file: string, options: CheckOptions = {}): PlatformConfig {
  const { source, verdict } = checkStack(path.dirname(file), stackOf(file), options);
  return accept(source, verdict);
}

/** The configuration of a fleet's stack file. Throws like {@link loadConfig}. */
export function loadFleetStackFile(file: string, options: Pick<CheckOptions, "today"> = {}): FleetConfig {
  const { source, verdict } = checkFleetStack(path.dirname(file), stackOf(file), options);
  return accept(source, verdict);
}

function accept<Config>(source: ConfigSource, { problems, config }: Verdict<Config>): Config {
  if (config !== undefined) return config;
  if (problems.length > 0) throw new ConfigValidationError(fileNameOf(source), problems);
  throw new ConfigError(
    `${fileNameOf(source)} holds secrets, which only the engine can open: pulumi preview --stack ${source.stack}`,
  );
}

function fileNameOf({ stack }: ConfigSource): string {
  return stackFileName(stack);
}
