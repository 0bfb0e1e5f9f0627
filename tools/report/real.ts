import type { Deployment } from "@pulumi/pulumi/automation";

import { readLocks } from "../backend/locks";
import { backendUrl } from "../backend/url";
import { type Engine, engineEnvironment } from "../engine";
import type { RunCommand } from "../terminal/command";
import { selection, type Target } from "../terminal/target";
import { readProject } from "../rehearse/program";
import type { State } from "./model";
import { EVENT_LOG_ENV, withEventLog } from "./read/event-log";
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

/** Runs a command of Pulumi, and reads its events. */
export async function runWithEvents(
  command: readonly string[],
  target: Target,
  { engine, run }: Pick<RealContext, "engine" | "run">,
  reader: Pick<PreviewReader, "onEvent" | "preview"> = new PreviewReader(),
): Promise<Preview> {
  const options = [...selection(target), "--non-interactive", "--suppress-outputs"];
  const env = { ...engineEnvironment(engine), ...EVENT_LOG_ENV };
  const { result, events } = await withEventLog((log) =>
    run(engine.command, [...command, ...options, ...log], { env }),
  );
  const { exitCode, stderr } = result;
  for (const event of events) reader.onEvent(event);
  return reader.preview({ succeeded: exitCode === 0, errors: exitCode === 0 ? [] : [errorOf(stderr)] });
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
  const env = engineEnvironment(engine);
  const url = await backendUrl(env, (args) => run(engine.command, args, { env }), directory);
  if (url === undefined) return [];
  const name = stack.slice(stack.lastIndexOf("/") + 1);
  // The preview, which takes no lock, is the result that counts.
  return readLocks(url, readProject(directory).name, name, run).catch(() => []);
}
