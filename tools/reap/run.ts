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
import { explainUnreadable } from "../state/unreadable";
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

type StackEntry = z.infer<typeof listSchema>[number];

/** A stack of the backend, and why it is kept or destroyed. */
interface Listed {
  readonly target: Target;
  readonly isExpired: boolean;
  readonly reason: string;
  /** Undefined if the state cannot be read. */
  readonly state: StateFacts | undefined;
}

type Expired = Pick<Listed, "target"> & { readonly state: StateFacts };

/** What the command does: `isConfirmed`: destroy what has expired. `isJson`: only list the stacks, as JSON. */
interface Mode {
  readonly isConfirmed: boolean;
  readonly isJson: boolean;
}

/**
 * Lists the stacks of the backend with the reason to keep or to destroy each, and with `isConfirmed` destroys those that have
 * expired. A stack whose state cannot be read, or that cannot be destroyed, does not stop the others.
 */
export async function runReap({ isConfirmed, isJson }: Mode, context: Context): Promise<number> {
  const { write } = context;
  const listed: Listed[] = [];
  for (const stack of await listStacks(context)) {
    const each = await judge(stack, context);
    listed.push(each);
    if (!isJson) write(lineOf(each));
  }
  if (isJson) write(JSON.stringify(listed.map(toJson), undefined, 2));
  const unread = listed.some(({ state }) => state === undefined) ? [ExitCode.failure] : [];
  const expired = listed.flatMap(({ target, state, isExpired }): Expired[] =>
    isExpired && state !== undefined ? [{ target, state }] : [],
  );
  if (isJson || expired.length === 0 || !isConfirmed) {
    if (!isJson) write(listed.length === 0 ? NO_STACKS : nothingDestroyed(expired.length));
    return worstOf(unread);
  }
  const results: number[] = [...unread];
  for (const each of expired) {
    const result = await destroyOne(each, context);
    const outcome = result === ExitCode.success ? "destroyed" : `not destroyed completely (exit code ${result})`;
    write(`${each.target.stack}: ${outcome}`);
    results.push(result);
  }
  return worstOf(results);
}

const NO_STACKS = "The backend has no stacks of this project. `npm run doctor` shows which backend this is.";

/** The exit code for all stacks: a failure of one counts more than what another left. */
function worstOf(results: readonly number[]): number {
  if (results.every((result) => result === ExitCode.success)) return ExitCode.success;
  return results.every((result) => [ExitCode.success, ExitCode.remainder].some((code) => code === result))
    ? ExitCode.remainder
    : ExitCode.failure;
}

function nothingDestroyed(expired: number): string {
  return expired === 0
    ? "No stack has expired."
    : "Nothing was destroyed. To destroy the stacks that have expired, with all of their data: npm run reap -- --yes";
}

async function judge({ name, updateInProgress: isBusy }: StackEntry, context: Context): Promise<Listed> {
  const { directory, today } = context;
  const target = { stack: name, directory, file: path.join(directory, stackFileName(name)) };
  try {
    const state = await stateOf(target, context);
    const { isExpired, reason } = verdictOf(state, fileFacts(name, directory), today);
    return isBusy && isExpired
      ? { target, state, isExpired: false, reason: `${reason}, but an update is in progress` }
      : { target, state, isExpired, reason };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { target, state: undefined, isExpired: false, reason: `its state cannot be read: ${error.message}` };
  }
}

function lineOf({ target, state, isExpired, reason }: Listed): string {
  return `${target.stack}: ${isExpired ? `to destroy, ${state?.resources ?? 0} resources` : "kept"}, because ${reason}`;
}

function toJson({ target, state, isExpired, reason }: Listed): object {
  return { stack: target.stack, isExpired, reason, ...(state === undefined ? {} : { resources: state.resources }) };
}

async function listStacks({ pulumi, directory }: Context): Promise<readonly StackEntry[]> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "ls", "--json", "--cwd", directory]);
  if (exitCode !== 0) throw new ToolError(explainUnreadable(stderr, []));
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
