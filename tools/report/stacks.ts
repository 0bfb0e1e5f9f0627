import { mkdtemp, rm, writeFile, copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { ConfigError } from "../../config";
import type { Bill } from "../../domain/cost/bill";
import type { Engine } from "../engine";
import { rehearseChanges } from "../rehearse/changes";
import { load, type LoadedStack, PROJECT_DIR } from "../rehearse/load";
import { runCommand } from "../terminal/command";
import { git } from "../terminal/git";
import type { Target } from "../terminal/target";
import { readAllowedChanges } from "./change-limits";
import { costOf } from "./cost";
import type { Fingerprint } from "./fingerprint";
import type { StackReport } from "./model";
import { readPreview } from "./read/preview";
import { previewReal } from "./real";
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
  for (const target of targets) {
    try {
      valid.push([target, load(target, new Date())]);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      reports.set(target.file, { report: reportInvalidStack(factsOf(target, options), error.message) });
    }
  }
  if (options.isReal) {
    for (const [target, stack] of valid) reports.set(target.file, await reportReal(target, stack, options));
  } else {
    for await (const [stack, change] of rehearseChanges(
      valid.map(([, stack]) => stack),
      options.since,
      options,
    )) {
      const target = valid.find(([, each]) => each === stack)?.[0];
      if (target === undefined) continue;
      const preview = change.preview ?? readPreview([], creationError(change.creation?.errors ?? [], change.since));
      reports.set(target.file, reportChange(target, stack, { preview }, change.billBefore, options));
    }
  }
  return targets.flatMap(({ file }) => reports.get(file) ?? []);
}

function creationError(errors: readonly string[], since: string): { succeeded: false; errors: readonly string[] } {
  const text = `The program of ${since} cannot create the stack in the simulated cloud:\n${[...new Set(errors)].join("\n")}`;
  return { succeeded: false, errors: [text] };
}

async function reportReal(target: Target, stack: LoadedStack, options: ReportOptions): Promise<ReportedStack> {
  const { engine, since } = options;
  const policyPack = path.join(PROJECT_DIR, "policy");
  const { preview, drift, state } = await previewReal(target, { engine, run: runCommand, policyPack });
  const before = await billSince(target, since);
  const reported = reportChange(target, stack, { preview, drift }, before, options);
  return state === undefined ? reported : { ...reported, report: { ...reported.report, state } };
}

function reportChange(
  target: Target,
  { bill, tags }: LoadedStack,
  previews: Pick<StackPreviews, "preview" | "drift">,
  billBefore: Bill | undefined,
  options: ReportOptions,
): ReportedStack {
  const allowed = readAllowedChanges(target.directory, target.stack, options.labels);
  const facts = { ...factsOf(target, options), environment: tags.environment };
  const reported = reportStack(facts, { ...previews, allowed });
  const { report } = reported;
  // Before a failed preview, nothing is known about what it would create.
  const cost = costOf(billBefore, bill, report.changes);
  return { ...reported, report: report.outcome === "failed" ? report : { ...report, cost } };
}

function factsOf({ stack, file, directory }: Target, { isReal, since }: ReportOptions): StackFacts {
  const relative = path.relative(PROJECT_DIR, file);
  const argument = directory === PROJECT_DIR ? stack : relative;
  const command = `npm run report -- ${argument} ${isReal ? "--real" : `--since ${since}`}`;
  return { stack, file: relative, commands: [command] } satisfies Pick<StackReport, "stack" | "file" | "commands">;
}

/** The cost of the stack by its stack file of an earlier revision, as far as this version reads it. */
async function billSince(target: Target, since: string): Promise<Bill | undefined> {
  const relative = path.relative(PROJECT_DIR, target.file);
  const text = await git(PROJECT_DIR, ["show", `${since}:${relative}`]).catch(() => undefined);
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
