import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Exit code of a shell for an unknown command. */
export const COMMAND_NOT_FOUND = 127;

/** Exit code of the command `timeout` for a command that it ended. */
export const COMMAND_TIMED_OUT = 124;

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command after this time. Default: never. */
  readonly timeoutMs?: number;
  /** Called with each line of standard error as it appears. */
  readonly onErrorLine?: (line: string) => void;
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunCommand = (command: string, args: readonly string[], options?: CommandOptions) => Promise<CommandResult>;

/** Runs a command, and returns its exit code and output; a failing or missing command is a result, not an exception. */
export const runCommand: RunCommand = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(options.timeoutMs) }),
      killSignal: "SIGKILL",
    });
    let stdout = "";
    const errorLines: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      errorLines.push(line);
      options.onErrorLine?.(line);
    });
    const finish = (exitCode: number): void => {
      resolve({ exitCode, stdout, stderr: errorLines.join("\n") });
    };
    child.on("error", (error: NodeJS.ErrnoException) => {
      errorLines.push(error.message);
      // A grandchild may keep the streams of a command that was ended open, so their end is not awaited.
      finish({ ENOENT: COMMAND_NOT_FOUND, ABORT_ERR: COMMAND_TIMED_OUT }[error.code ?? ""] ?? 1);
    });
    child.on("close", (exitCode) => {
      finish(exitCode ?? 1);
    });
  });
