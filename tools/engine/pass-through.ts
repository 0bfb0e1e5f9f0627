import { spawn } from "node:child_process";
import os from "node:os";

/** How a command runs: on a terminal, or under a program such as a CI runner. */
export interface PassThroughOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: boolean;
  /** Emitter of the signals that this process receives: `process`, or a test's replacement. */
  readonly signals: SignalSource;
}

interface SignalSource {
  on(signal: "SIGINT" | "SIGTERM", handler: () => void): unknown;
  off(signal: "SIGINT" | "SIGTERM", handler: () => void): unknown;
}

/**
 * Runs a command with the standard streams of this process, returns its exit code, and forwards each signal exactly once.
 *
 * On the first SIGINT, Pulumi finishes the current operations and saves the state. On a second one, it cancels them, which
 * leaves pending creates in the state. The command must therefore not receive one Ctrl-C twice. A terminal sends SIGINT to
 * the whole foreground process group, so this process only ignores it. Without a terminal, the command runs in a process
 * group of its own, which a signal to the group of this process does not reach, and this process forwards each kind of
 * signal once: npm forwards signals again.
 */
export async function passThrough(command: string, args: readonly string[], at: PassThroughOptions): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env: at.env, detached: !at.terminal });
  const onInterrupt = (): void => {
    if (!at.terminal) child.kill("SIGINT");
  };
  const onTerminate = (): void => {
    child.kill("SIGTERM");
  };
  const handlers = [
    ["SIGINT", once(onInterrupt)],
    ["SIGTERM", once(onTerminate)],
  ] as const;
  for (const [signal, handler] of handlers) at.signals.on(signal, handler);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (exitCode, signal) => {
        // Shells report 128 + number for a process that a signal terminated.
        resolve(exitCode ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
      });
    });
  } finally {
    for (const [signal, handler] of handlers) at.signals.off(signal, handler);
  }
}

/** Ignores later calls. The handler stays registered, because the signal would otherwise terminate this process. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
