import { checkBootstrap } from "../bootstrap/check-bootstrap";
import type { BootstrapConfig } from "../bootstrap/resolve-bootstrap";
import { check, checkChange, type Verdict } from "../check/check";
import { ConfigValidationError } from "../diagnostics/error";
import { formatProblem } from "../diagnostics/format";
import type { Problem } from "../diagnostics/problem";
import { checkFleet } from "../fleet/check-fleet";
import type { FleetConfig } from "../fleet/resolve-fleet";
import type { CheckOptions } from "../index";
import type { PlatformConfig } from "../resolve/resolve";
import { logWarning, readLastOutput, readProgram } from "../source/engine";
import { stackFileName } from "../source/project-files";
import type { ConfigSource } from "../source/source";
import { type PlatformRecord, readRecord, recordOf } from "../transitions/record";

export { readState } from "../source/engine";

/** The configuration of the running stack, and the record that the next update compares with. */
export interface LoadedConfig {
  readonly config: PlatformConfig;
  /** To be exported as the stack output `platformRecord`. */
  readonly platformRecord: PlatformRecord;
}

/** The stack output that the next update compares its configuration with. */
const RECORD_OUTPUT = "platformRecord";

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
  else throw new ConfigValidationError(stackFileName(source.stack), problems);
  return { config, platformRecord: recordOf(config, source.secretKeys, before) };
}

/** The running fleet stack's configuration, its buckets included; throws like {@link loadConfig}. */
export function loadFleetConfig(today: Date = new Date()): FleetConfig {
  const source = readProgram();
  return acceptWithWarnings(source, checkFleet(source, today));
}

/** The running bootstrap's configuration; throws like {@link loadConfig}. */
export function loadBootstrapConfig(today: Date = new Date()): BootstrapConfig {
  const source = readProgram();
  return acceptWithWarnings(source, checkBootstrap(source, today));
}

function acceptWithWarnings<Config>(source: ConfigSource, verdict: Verdict<Config>): Config {
  warn(source, verdict.warnings);
  if (verdict.config === undefined) throw new ConfigValidationError(stackFileName(source.stack), verdict.problems);
  return verdict.config;
}

function warn({ stack }: ConfigSource, warnings: readonly Problem[]): void {
  for (const warning of warnings) logWarning(formatProblem(stackFileName(stack), warning));
}
