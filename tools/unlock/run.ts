import { describeLock } from "../backend/locks";
import { npmRun, type StackWords } from "../state/describe";
import { type HeldLock, type Inspection, remainsOf } from "../state/interruption";
import { ExitCode } from "../terminal/declaration";
import { reasonOf, ToolError } from "../terminal/tool";
import type { LivenessOfRun } from "./workflow-runs";

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Reads the state and the locks of the stack. */
  readonly inspect: () => Promise<Inspection>;
  /** Name of the current user on this machine. */
  readonly username: string;
  readonly livenessOfRun: LivenessOfRun;
  /** Asks the user; undefined if the command does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly write: (text: string) => void;
}

export interface Choices {
  /** Whether to remove the locks without asking. */
  readonly isConfirmed: boolean;
  /** Machine on which, as the user states, no update runs. */
  readonly host: string | undefined;
}

/** Shows the locks of a stack, and removes those whose update has ended. */
export async function runUnlock(at: StackWords, { isConfirmed, host }: Choices, context: Context): Promise<number> {
  const { write, ask } = context;
  const inspection = await context.inspect();
  if (inspection.locksUnknown !== undefined) {
    throw new ToolError(
      `The locks cannot be read: ${inspection.locksUnknown}. A stack in Pulumi Cloud is unlocked by: npm run pulumi -- cancel ${at.select.join(" ")}`,
    );
  }
  const locks = await Promise.all(inspection.locks.map((lock) => examined(lock, host, context)));
  if (locks.length === 0) {
    write(
      inspection.reading.kind === "absent"
        ? `The backend has no stack ${at.argument}, and no lock of it. \`npm run doctor\` shows which backend this is.`
        : `Stack ${at.argument} is not locked.`,
    );
    return describeNext(inspection, at, write);
  }
  for (const lock of locks) write(`${describeLock(lock)}\n  ${lock.liveness.reason}.`);
  const ended = locks.filter(({ liveness }) => liveness.status === "ended");
  if (ended.length === 0) {
    write(["No lock was removed, because its update runs or may run.", ...adviceFor(locks, at)].join("\n"));
    return ExitCode.remainder;
  }
  const answer = isConfirmed ? "yes" : await ask(`To remove ${ended.length} of ${locks.length} locks, type yes: `);
  if (answer?.trim() !== "yes") {
    write("No lock was removed: confirm with yes, or pass --yes.");
    return ExitCode.failure;
  }
  for (const lock of ended) await removeLock(lock);
  write(`Removed ${ended.length} of ${locks.length} locks.`);
  if (ended.length < locks.length) return ExitCode.remainder;
  return describeNext(inspection, at, write);
}

async function removeLock(lock: HeldLock): Promise<void> {
  try {
    await lock.remove();
  } catch (error) {
    throw new ToolError(`The lock ${lock.place} was not removed: ${reasonOf(error)}`);
  }
}

/** What is known about a lock: by its process, by its workflow run, or by the user. */
async function examined(lock: HeldLock, host: string | undefined, context: Context): Promise<HeldLock> {
  const { holder, liveness } = lock;
  if (holder === undefined || liveness.status !== "unknown") return lock;
  const ofRun = await context.livenessOfRun(holder);
  if (ofRun !== undefined) return { ...lock, liveness: ofRun };
  if (holder.hostname !== host || holder.username !== context.username) return lock;
  return {
    ...lock,
    liveness: { status: "ended", reason: `your own lock of ${host}, where no update runs as you state` },
  };
}

function adviceFor(locks: readonly HeldLock[], at: StackWords): readonly string[] {
  const isRunning = locks.some(({ liveness }) => liveness.status === "running");
  return [
    ...(isRunning ? ["Wait until it ends, or interrupt it once with Ctrl-C: Pulumi then saves the state."] : []),
    ...locks.flatMap(({ holder, liveness }) =>
      holder === undefined || liveness.status !== "unknown"
        ? []
        : [
            `Ask ${holder.username} whether the update on ${holder.hostname} still runs. If it does not, its owner removes the lock: ${npmRun("unlock", at, "--host", holder.hostname)}`,
          ],
    ),
    `Only if you are certain that no update runs, remove all locks: npm run pulumi -- cancel ${at.select.join(" ")}`,
  ];
}

function describeNext({ reading }: Inspection, at: StackWords, write: Context["write"]): number {
  const isInterrupted = reading.kind === "read" && remainsOf(reading.state).pending.length > 0;
  if (isInterrupted) write(`The interrupted update left pending operations. Next: ${npmRun("recover", at)}`);
  return ExitCode.success;
}
