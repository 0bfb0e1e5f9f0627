import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { ConfigError, ConfigValidationError, StackFileParseError } from "../../config";
import { stacksIn } from "../../config/source/project-files";
import type { Bill } from "../../domain/cost/bill";
import type { Engine } from "../engine";
import { rehearseChanges } from "../rehearse/changes";
import { load, type LoadedStack, PROJECT_DIR } from "../rehearse/load";
import { POLICY_PACK } from "../policy";
import { runCommand } from "../terminal/command";
import { git } from "../terminal/git";
import type { Target } from "../terminal/target";
import { LIMITS_FILE, stackLimits } from "./change-limits";
import type { Fingerprint } from "./fingerprint";
import type { StackReport, State } from "./model";
import { readPreview } from "./read/preview";
import { previewReal } from "./real";
import { valuesEncryptedElsewhere } from "./stack-file-secrets";
import {
  type ReportedStack,
  reportInvalidStack,
  reportStack,
  type StackFacts,
  type StackPreviews,
} from "./stack-report";

export interface ReportOptions {
  readonly engine: Engine;
  /** Whether to preview the stacks in their backend, instead of a rehearsal. */
  readonly isReal: boolean;
  readonly since: string;
  /** Labels of the pull request. */
  readonly labels: readonly string[];
}

/** The report of a stack; one with an invalid stack file has no fingerprint. */
export type Reported = Pick<ReportedStack, "report"> & { readonly fingerprint?: Fingerprint };

/** Reports the change of each stack, in the order of the command line. */
export async function reportStacks(targets: readonly Target[], options: ReportOptions): Promise<readonly Reported[]> {
  const reports = new Map<string, Reported>();
  const valid: (readonly [Target, LoadedStack])[] = [];
  const encrypted: Target[] = [];
  for (const target of targets) {
    try {
      valid.push([target, load(target, new Date())]);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const isInvalid = error instanceof ConfigValidationError || error instanceof StackFileParseError;
      // Only the engine can decrypt the values of the stack file.
      if (options.isReal && !isInvalid) encrypted.push(target);
      else reports.set(target.file, { report: reportInvalidStack(factsOf(target, options), error.message) });
    }
  }
  if (options.isReal) {
    for (const [target, stack] of valid) reports.set(target.file, await reportReal(target, stack, options));
    for (const target of encrypted) reports.set(target.file, await reportReal(target, undefined, options));
  } else {
    for await (const [stack, change] of rehearseChanges(
      valid.map(([, stack]) => stack),
      options.since,
      options,
    )) {
      const target = valid.find(([, each]) => each === stack)?.[0];
      if (target === undefined) continue;
      const preview = change.preview ?? readPreview([], creationError(change.creation?.errors ?? [], change.since));
      const newSince = change.isNew ? change.since : undefined;
      reports.set(target.file, await reportChange(target, stack, { preview, newSince }, change.billBefore, options));
    }
  }
  return targets.flatMap(({ file }) => reports.get(file) ?? []);
}

function creationError(errors: readonly string[], since: string): { succeeded: false; errors: readonly string[] } {
  const text = `The program of ${since} cannot create the stack in the simulated cloud:\n${[...new Set(errors)].join("\n")}`;
  return { succeeded: false, errors: [text] };
}

async function reportReal(
  target: Target,
  stack: LoadedStack | undefined,
  options: ReportOptions,
): Promise<ReportedStack> {
  const { engine, since } = options;
  const { preview, drift, state } = await previewReal(target, { engine, run: runCommand, policyPack: POLICY_PACK });
  const before = await billSince(target, since);
  return reportChange(target, stack, { preview, drift }, before, options, state);
}

async function reportChange(
  target: Target,
  stack: LoadedStack | undefined,
  previews: Pick<StackPreviews, "preview" | "drift" | "newSince">,
  billBefore: Bill | undefined,
  options: ReportOptions,
  state?: State,
): Promise<ReportedStack> {
  const limits = await limitsOfStack(target, options);
  const environment = stack === undefined ? {} : { environment: stack.tags.environment };
  const facts = { ...factsOf(target, options), ...environment, ...(state === undefined ? {} : { state }) };
  const before = await fileSince(target.file, options.since);
  const secrets = before === undefined ? [] : valuesEncryptedElsewhere(before, await readFile(target.file, "utf8"));
  const bills = stack?.bill === undefined ? undefined : { before: billBefore, after: stack.bill };
  return reportStack(facts, { ...previews, ...limits, secrets, bills });
}

function factsOf({ stack, file, directory }: Target, { isReal, since }: ReportOptions): StackFacts {
  const relative = path.relative(PROJECT_DIR, file);
  const argument = directory === PROJECT_DIR ? stack : relative;
  const command = `npm run report -- ${argument} ${isReal ? "--real" : `--since ${since}`}`;
  return { stack, file: relative, commands: [command] } satisfies Pick<StackReport, "stack" | "file" | "commands">;
}

async function limitsOfStack(
  { directory, stack }: Target,
  { since, labels }: ReportOptions,
): Promise<Pick<StackPreviews, "allowed" | "limitsSince">> {
  const file = path.join(directory, LIMITS_FILE);
  const before = await fileSince(file, since);
  const now = existsSync(file) ? await readFile(file, "utf8") : undefined;
  const { allowed, isChanged } = stackLimits({ before, now }, stack, stacksIn(directory), labels);
  return { allowed, ...(isChanged ? { limitsSince: since } : {}) };
}

function fileSince(file: string, since: string): Promise<string | undefined> {
  return git(PROJECT_DIR, ["show", `${since}:${path.relative(PROJECT_DIR, file)}`]).catch(() => undefined);
}

/** The cost of the stack by its stack file of an earlier revision, as far as this version reads it. */
async function billSince(target: Target, since: string): Promise<Bill | undefined> {
  const text = await fileSince(target.file, since);
  if (text === undefined) return undefined;
  const directory = await mkdtemp(path.join(tmpdir(), "groundwork-since-"));
  try {
    const file = path.join(directory, path.basename(target.file));
    await copyFile(path.join(target.directory, "Pulumi.yaml"), path.join(directory, "Pulumi.yaml"));
    await writeFile(file, text);
    return load({ ...target, directory, file }, new Date()).bill;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
