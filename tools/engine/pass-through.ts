import { spawn } from "node:child_process";
import os from "node:os";

/** Where a command runs: on a terminal, or under a program such as a CI runner. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: boolean;
  /** What emits the signals that this process receives: `process`, or a test's stand-in. */
  readonly signals: SignalSource;
}

export interface SignalSource {
  on(signal: "SIGINT" | "SIGTERM", handler: () => void): unknown;
  off(signal: "SIGINT" | "SIGTERM", handler: () => void): unknown;
}

/**
 * Runs a command in this process's place: same standard streams, its exit code, and each signal exactly once.
 *
 * The first SIGINT lets Pulumi finish the operations under way and save them; a second one abandons them, which leaves
 * pending creates behind. One Ctrl-C must therefore never count twice. A terminal already sends it to the whole
 * foreground group, so there it is only survived here. Elsewhere the command gets a process group of its own, which a
 * signal to the whole group does not reach, and each kind of signal is handed on once: npm forwards it again.
 */
export async function passThrough(command: string, args: readonly string[], at: Surroundings): Promise<number> {
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
        // 128 + number is how shells report a death by signal.
        resolve(exitCode ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
      });
    });
  } finally {
    for (const [signal, handler] of handlers) at.signals.off(signal, handler);
  }
}

/** Later calls do nothing; the handler itself stays, or the signal would end this process. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
