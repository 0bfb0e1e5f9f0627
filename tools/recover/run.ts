import {
  describeLocks,
  describeOperation,
  describeRemains,
  type StackWords,
  refreshArguments,
} from "../state/describe";
import type { ExportedState, PendingOperation } from "../state/exported-state";
import { remainsOf } from "../state/interruption";
import { explainUnreadable, isAboutPassphrase } from "../state/unreadable";
import { ExitCode } from "../terminal/declaration";
import { ToolError } from "../terminal/tool";
import { resolve } from "./choices";
import type { Context } from "./context";
import { describeLookUp, lookUp } from "./look-up";

/** Resolves what interrupted updates left, and returns an exit code that says whether anything is left. */
export async function runRecover(at: StackWords, context: Context): Promise<number> {
  const { write } = context;
  const { reading, locks } = await context.inspect();
  if (reading.kind !== "read") {
    const problem = reading.kind === "absent" ? `The backend has no stack ${at.argument}.` : reading.explanation;
    throw new ToolError([problem, ...(await describeVersions(context))].join("\n"));
  }
  if (locks.length > 0) throw new ToolError(describeLocks(locks, at));
  const { state } = reading;
  const { pending, broken } = remainsOf(state);
  if (broken.length > 0) {
    write([...describeRemains(state, at), ...(await describeVersions(context))].join("\n\n"));
    return ExitCode.remainder;
  }
  if (pending.length > 0) await requirePassphrase(at, context);
  const resolved = await resolveAll(pending, state, at, context);
  const question = `To remove ${pending.length} pending operations from the state, type yes: `;
  const isConfirmed = async (): Promise<boolean> => (await context.ask(question))?.trim() === "yes";
  if (pending.length > 0 && !(resolved.isComplete && (await isConfirmed()))) {
    write(["", ...describeRemains(state, at)].join("\n\n").trim());
    return ExitCode.remainder;
  }
  if (pending.length > 0) await clear(at, resolved.refreshed, context);
  return finish(at, context);
}

/**
 * Exporting a state decrypts nothing, so it does not show that the passphrase is wrong; importing one would fail later. The
 * history of a stack is decrypted with `--show-secrets`, and nothing else is.
 */
export const DECRYPT_LAST = [
  ...["stack", "history", "--show-secrets", "--page-size", "1"],
  ...["--json", "--non-interactive"],
] as const;

/** Throws if the passphrase is wrong or not set: every command that changes the state would fail. */
async function requirePassphrase({ select }: StackWords, { decrypt }: Context): Promise<void> {
  const { exitCode, stderr } = await decrypt();
  if (exitCode !== 0 && isAboutPassphrase(stderr)) {
    throw new ToolError(`Nothing was changed.\n\n${explainUnreadable(stderr, select)}`);
  }
}

interface Resolution {
  readonly isComplete: boolean;
  /** URNs of resources to read from AWS, once no operation is pending. */
  readonly refreshed: readonly string[];
}

async function resolveAll(
  pending: readonly PendingOperation[],
  state: ExportedState,
  at: StackWords,
  { write, ask, run, pulumi }: Context,
): Promise<Resolution> {
  const refreshed: string[] = [];
  let isComplete = true;
  for (const [index, operation] of pending.entries()) {
    write(`${index + 1} of ${pending.length}: ${describeOperation(operation, state)}`);
    const isCreated = operation.type === "creating" || operation.type === "importing";
    const found = isCreated ? await lookUp(operation.resource, state, run) : undefined;
    if (found !== undefined) write(`     ${describeLookUp(found)}`);
    const outcome = await resolve(operation, found, state, at, { ask, run, pulumi, write });
    if (outcome === "left") isComplete = false;
    if (outcome === "refresh") refreshed.push(operation.resource.urn);
  }
  return { isComplete, refreshed };
}

/** Pulumi removes pending operations from a state that it imports; the copy is a backup. */
async function clear(at: StackWords, refreshed: readonly string[], context: Context): Promise<void> {
  const { reading } = await context.inspect();
  if (reading.kind !== "read") throw new ToolError("The state cannot be read any more. Nothing was removed from it.");
  const file = context.save(reading.text);
  context.write(`Copy of the state: ${file}`);
  await required(context, ["stack", "import", "--file", file, ...at.select]);
  if (refreshed.length > 0) await required(context, [...refreshArguments(refreshed, at), "--yes"]);
}

async function required({ pulumi }: Context, args: readonly string[]): Promise<void> {
  const exitCode = await pulumi(args);
  if (exitCode !== 0) throw new ToolError(`\`pulumi ${args.join(" ")}\` failed with the exit code ${exitCode}.`);
}

async function finish(at: StackWords, { inspect, write }: Context): Promise<number> {
  const { reading } = await inspect();
  const left = reading.kind === "read" ? describeRemains(reading.state, at) : [];
  const isPending = reading.kind !== "read" || remainsOf(reading.state).pending.length > 0;
  write(
    ["No operation is pending. Preview the stack before you update it.", ...left].slice(isPending ? 1 : 0).join("\n\n"),
  );
  return isPending ? ExitCode.remainder : ExitCode.success;
}

async function describeVersions({ versions }: Context): Promise<readonly string[]> {
  try {
    const found = await versions();
    if (found.length === 0) return ["The backend keeps no earlier version of its state: docs/runbooks/lost-state.md"];
    return [
      "Earlier versions of the state, the newest first. A corrupt state is often the newest one:",
      ...found.flatMap(({ description, restore }) => [`  ${description}`, `    ${restore}`]),
      "Then run the command again. Runbook: docs/runbooks/lost-state.md",
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`Earlier versions of the state are not listed: ${reason}. Runbook: docs/runbooks/lost-state.md`];
  }
}
