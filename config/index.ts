import * as path from "node:path";
import { check, type Verdict } from "./check/check";
import { checkBootstrap } from "./bootstrap/check-bootstrap";
import type { BootstrapConfig } from "./bootstrap/resolve-bootstrap";
import { checkFleet } from "./fleet/check-fleet";
import { ConfigError, ConfigValidationError } from "./diagnostics/error";
import { valueAt } from "./source/path";
import { withVariables } from "./source/environment";
import {
  parseInProject,
  readInventoryText,
  readStackFile,
  stackFileName,
  stackArgument,
  stackOf,
} from "./source/project-files";
import { PART_NAMES } from "./schema";
import type { PlatformConfig } from "./resolve/resolve";
import type { ExtensionSchemas } from "./extensions/schema";
import type { FleetConfig } from "./fleet/resolve-fleet";
import { type ConfigSource, sourceFromFile } from "./source/source";

export { argsFor } from "./args/args-for";
export { bootstrapSettings, componentSettings, fleetSettings, tagSettings } from "./args/settings";
export { ConfigError, ConfigValidationError, StackFileNotFoundError, StackFileParseError } from "./diagnostics/error";
export type { Problem } from "./diagnostics/problem";
export type { PlatformConfig } from "./resolve/resolve";
export type { BootstrapConfig } from "./bootstrap/resolve-bootstrap";
export type { FleetConfig } from "./fleet/resolve-fleet";

/** Name of the project in fleet/. */
export const FLEET_PROJECT = "groundwork-fleet";

/** Name of the project in bootstrap/. */
export const BOOTSTRAP_PROJECT = "groundwork-bootstrap";

/** Parameters of a check that have a default. */
export interface CheckOptions {
  /** Default: the day of the run. */
  readonly today?: Date;
  /** Extensions of the program, by whose schemas their settings are checked. Default: none. */
  readonly extensions?: ExtensionSchemas;
  /** Text to check in place of the one that the stack file has. */
  readonly text?: string;
}

export interface CheckedStack<Config = PlatformConfig> {
  readonly source: ConfigSource;
  readonly verdict: Verdict<Config>;
}

/** Checks `Pulumi.<stack>.yaml` of a project folder without an engine. Throws only if the file cannot be read as YAML. */
export function checkStack(
  directory: string,
  stack: string,
  { today = new Date(), extensions = {}, text }: CheckOptions = {},
): CheckedStack {
  const source = { ...readSource(directory, stack, text), extensions };
  return { source, verdict: check(source, today) };
}

/** Checks `Pulumi.<stack>.yaml` of a fleet, its inventory included, like {@link checkStack}. */
export function checkFleetStack(
  directory: string,
  stack: string,
  { today = new Date(), text }: Omit<CheckOptions, "extensions"> = {},
): CheckedStack<FleetConfig> {
  const source = readSource(directory, stack, text);
  return { source, verdict: checkFleet(source, today) };
}

/** Checks `Pulumi.<stack>.yaml` of a bootstrap, like {@link checkStack}. */
export function checkBootstrapStack(
  directory: string,
  stack: string,
  { today = new Date(), text }: Pick<CheckOptions, "today" | "text"> = {},
): CheckedStack<BootstrapConfig> {
  const source = readSource(directory, stack, text);
  return { source, verdict: checkBootstrap(source, today) };
}

function readSource(directory: string, stack: string, text: string | undefined): ConfigSource {
  const file = text === undefined ? readStackFile(directory, stack) : parseInProject(text, directory, stack);
  const own = sourceFromFile(file, stack, stackArgument(directory, stack));
  const source = withVariables(own, process.env, PART_NAMES);
  const inventory = readInventoryText(directory, valueAt(source.values, ["fleet", "inventory"]));
  return inventory === undefined ? source : { ...source, inventory };
}

/** The configuration of a stack file, without an engine. Throws a ConfigError that lists every problem. */
export function loadStackFile(file: string, options: CheckOptions = {}): PlatformConfig {
  const { source, verdict } = checkStack(path.dirname(file), stackOf(file), options);
  return accept(source, verdict);
}

/** The configuration of a fleet's stack file. Throws like {@link loadStackFile}. */
export function loadFleetStackFile(file: string, options: Pick<CheckOptions, "today"> = {}): FleetConfig {
  const { source, verdict } = checkFleetStack(path.dirname(file), stackOf(file), options);
  return accept(source, verdict);
}

/** The configuration of a bootstrap's stack file. Throws like {@link loadConfig}. */
export function loadBootstrapStackFile(file: string, options: Pick<CheckOptions, "today"> = {}): BootstrapConfig {
  const { source, verdict } = checkBootstrapStack(path.dirname(file), stackOf(file), options);
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
