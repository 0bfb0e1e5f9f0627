import { ConfigError } from "../../config/diagnostics/error";
import { ExitCode } from "./declaration";

/** An error that the user can fix. Its message is shown without a stack trace. */
export class ToolError extends Error {
  override readonly name: string = "ToolError";
}

/** The arguments of a command are invalid. */
export class UsageError extends ToolError {
  override readonly name = "UsageError";
}

/** Runs a command-line tool, and sets the exit code of the process to its result, or to 1 or 2 if it throws. */
export function runTool(main: () => Promise<number> | number): void {
  Promise.resolve()
    .then(main)
    .then(
      (exitCode) => {
        process.exitCode = exitCode;
      },
      (error: unknown) => {
        console.error(describeError(error, process.env["DEBUG"] ?? ""));
        process.exitCode = error instanceof UsageError ? ExitCode.usage : ExitCode.failure;
      },
    );
}

/** The message of an error that the user can fix; any other error in one sentence, or with its stack trace for debugging. */
export function describeError(error: unknown, debug: string): string {
  if (error instanceof ToolError || error instanceof ConfigError) return error.message;
  if (debug !== "") return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Unexpected error: ${reasonOf(error)}\nTo print its stack trace, set the environment variable DEBUG to 1 and run the command again.`;
}

/** Returns the error's message in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The message of fetch() is "fetch failed"; its cause contains the network error (ENOTFOUND, ETIMEDOUT).
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message.trim()}${cause}`;
}
