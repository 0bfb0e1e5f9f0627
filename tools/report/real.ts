import { mkdtemp, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Deployment } from "@pulumi/pulumi/automation";

import { readLocks } from "../backend/locks";
import { type Engine, engineEnvironment } from "../engine";
import type { RunCommand } from "../terminal/command";
import { selection, type Target } from "../terminal/target";
import { readProject } from "../rehearse/program";
import type { State } from "./model";
import { readEventLog } from "./read/engine-event";
import { type Preview, PreviewReader } from "./read/preview";
import { stateOf } from "./state";

/** The Pulumi CLI, with which a stack is previewed in its backend. */
export interface RealContext {
  readonly engine: Engine;
  readonly run: RunCommand;
  /** Folder of the policy pack. */
  readonly policyPack: string;
}

export interface RealPreviews {
  readonly preview: Preview;
  /** Undefined if the preview failed. */
  readonly drift: Preview | undefined;
  /** Undefined if the state cannot be read. */
  readonly state: State | undefined;
}

/** Previews the update of a stack in its backend, and compares its state with AWS. Nothing is changed. */
export async function previewReal(target: Target, context: RealContext): Promise<RealPreviews> {
  const preview = await runWithEvents(["preview", "--policy-pack", context.policyPack], target, context);
  const hasRun = preview.succeeded || preview.errors.length === 0 || preview.steps.size > 0;
  // The program does not run for the comparison, so that it shows nothing of the change.
  const drift = hasRun ? await runWithEvents(["refresh", "--preview-only"], target, context) : undefined;
  const failed = drift !== undefined && !drift.succeeded;
  return {
    preview: failed ? { ...preview, succeeded: false, errors: [...preview.errors, ...drift.errors] } : preview,
    drift: failed ? undefined : drift,
    state: await exportedState(target, context),
  };
}

/**
 * Runs a command of Pulumi, and reads its events. The log of the events has values that were secret, so it is in a folder
 * that nobody else can read, and is deleted at once.
 */
export async function runWithEvents(
  command: readonly string[],
  target: Target,
  { engine, run }: Pick<RealContext, "engine" | "run">,
  reader: Pick<PreviewReader, "onEvent" | "preview"> = new PreviewReader(),
): Promise<Preview> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-events-"));
  const log = path.join(folder, "events.jsonl");
  try {
    const args = [...command, ...selection(target), "--non-interactive", "--suppress-outputs", "--event-log", log];
    // Pulumi knows the option only in this mode.
    const env = { ...engineEnvironment(engine), PULUMI_DEBUG_COMMANDS: "1" };
    const { exitCode, stderr } = await run(engine.command, args, { env });
    for (const event of existsSync(log) ? await readEventLog(log) : []) reader.onEvent(event);
    return reader.preview({ succeeded: exitCode === 0, errors: exitCode === 0 ? [] : [errorOf(stderr)] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the CLI prints if it fails before the engine starts, such as for a stack that does not exist. */
function errorOf(stderr: string): string {
  const text = stderr.trim().replace(/^error: /, "");
  return text === "" ? "Pulumi failed without a message." : text;
}

async function exportedState(target: Target, { engine, run }: RealContext): Promise<State | undefined> {
  const args = ["stack", "export", ...selection(target)];
  const { exitCode, stdout } = await run(engine.command, args, { env: engineEnvironment(engine) });
  if (exitCode !== 0) return undefined;
  return stateOf(JSON.parse(stdout) as Deployment, await locksOf(target, { engine, run }));
}

async function locksOf(
  { stack, directory }: Target,
  { engine, run }: Pick<RealContext, "engine" | "run">,
): Promise<readonly string[]> {
  const whoami = ["whoami", "--json", "--cwd", directory];
  const { exitCode, stdout } = await run(engine.command, whoami, { env: engineEnvironment(engine) });
  if (exitCode !== 0) return [];
  const { url } = JSON.parse(stdout) as { readonly url: string };
  const name = stack.slice(stack.lastIndexOf("/") + 1);
  // The preview, which takes no lock, is the result that counts.
  return readLocks(url, readProject(directory).name, name, run).catch(() => []);
}
