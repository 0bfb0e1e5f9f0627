import path from "node:path";

import { z } from "zod";

import { NAMESPACE } from "../../config/source/keys";
import { readStackFile, stackFileName, stacksIn } from "../../config/source/project-files";
import { type Context as DestroyContext, runDestroy } from "../destroy/run";
import { runLeftovers } from "../leftovers/run";
import type { CommandResult } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { parseJson } from "../terminal/json";
import { readState } from "../state/exported-state";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { type FileFacts, type StateFacts, stateFacts, verdictOf } from "./verdict";

type Run = (args: readonly string[]) => Promise<CommandResult>;

/** External functions that the command calls; tests replace them. */
export interface Context {
  readonly today: Date;
  /** Folder of the project and of its stack files. */
  readonly directory: string;
  readonly pulumi: Run;
  /** Runs the AWS CLI. */
  readonly aws: Run;
  readonly destroyContext: (stack: Target) => DestroyContext;
  readonly write: (text: string) => void;
}

const listSchema = z.array(z.object({ name: z.string(), updateInProgress: z.boolean().default(false) }));

interface Expired {
  readonly target: Target;
  readonly state: StateFacts;
}

/**
 * Lists the stacks of the backend with the reason to keep or to destroy each, and with `isConfirmed` destroys those that have
 * expired. A stack that cannot be destroyed does not stop the others.
 */
export async function runReap(isConfirmed: boolean, context: Context): Promise<number> {
  const { write } = context;
  const expired = await findExpired(context);
  if (expired.length === 0) {
    write("No stack has expired.");
    return ExitCode.success;
  }
  if (!isConfirmed) {
    write(
      "Nothing was destroyed. To destroy the stacks that have expired, with all of their data: npm run reap -- --yes",
    );
    return ExitCode.success;
  }
  const results: number[] = [];
  for (const each of expired) {
    const result = await destroyOne(each, context);
    const outcome = result === ExitCode.success ? "destroyed" : `not destroyed completely (exit code ${result})`;
    write(`${each.target.stack}: ${outcome}`);
    results.push(result);
  }
  if (results.every((result) => result === ExitCode.success)) return ExitCode.success;
  return results.every((result) => [ExitCode.success, ExitCode.remainder].some((code) => code === result))
    ? ExitCode.remainder
    : ExitCode.failure;
}

async function findExpired(context: Context): Promise<readonly Expired[]> {
  const { directory, today, write } = context;
  const stacks = await listStacks(context);
  const expired: Expired[] = [];
  for (const { name, updateInProgress: isBusy } of stacks) {
    const target = { stack: name, directory, file: path.join(directory, stackFileName(name)) };
    const state = await stateOf(target, context);
    const verdict = verdictOf(state, fileFacts(name, directory), today);
    const isKept = isBusy || !verdict.isExpired;
    const reason = isBusy && verdict.isExpired ? `${verdict.reason}, but an update is in progress` : verdict.reason;
    write(`${name}: ${isKept ? "kept" : `to destroy, ${state.resources} resources`}, because ${reason}`);
    if (!isKept) expired.push({ target, state });
  }
  return expired;
}

async function listStacks({ pulumi, directory }: Context): Promise<z.infer<typeof listSchema>> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "ls", "--json", "--cwd", directory]);
  if (exitCode !== 0) throw new ToolError(`\`pulumi stack ls\` failed:\n${stderr}`);
  return parseJson(stdout, listSchema, "`pulumi stack ls --json` printed something else");
}

async function stateOf(target: Target, { pulumi }: Context): Promise<StateFacts> {
  const reading = await readState(selection(target), pulumi);
  if (reading.kind === "read") return stateFacts(target.stack, reading.state);
  throw new ToolError(reading.kind === "absent" ? `The backend has no stack ${target.stack}.` : reading.explanation);
}

/** Undefined without a file: workflows write those of pull requests, and commit none. */
function fileFacts(stack: string, directory: string): FileFacts {
  // Pulumi Cloud names stacks with their organization.
  const name = stack.slice(stack.lastIndexOf("/") + 1);
  if (!stacksIn(directory).includes(name)) return undefined;
  const { values } = readStackFile(directory, name);
  return { environment: values[`${NAMESPACE}:environment`], expiry: values[`${NAMESPACE}:expiry`] };
}

/** Drains the cluster, destroys the stack, looks for leftovers, and removes the stack from the backend if there are none. */
async function destroyOne({ target, state }: Expired, context: Context): Promise<number> {
  const { pulumi, write } = context;
  try {
    const destroyed = await runDestroy(
      target,
      { yes: true, "non-interactive": true, "cluster-gone": undefined },
      context.destroyContext(target),
    );
    if (destroyed !== ExitCode.success) return destroyed;
    const left = await runLeftovers(target, context, state.identity);
    if (left !== ExitCode.success) return left;
    const { exitCode, stderr } = await pulumi(["stack", "rm", ...selection(target), "--yes", "--preserve-config"]);
    if (exitCode !== 0) write(`${target.stack} remains in the backend, without resources:\n${stderr}`);
    return ExitCode.success;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    write(error.message);
    return ExitCode.failure;
  }
}
