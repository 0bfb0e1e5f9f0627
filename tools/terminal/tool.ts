/** An error that the user can fix. Its message is shown without a stack trace. */
export class ToolError extends Error {
  override readonly name: string = "ToolError";
}

/** Runs a command-line tool, and sets the exit code of the process to its result, or to 1 if it throws. */
export function runTool(main: () => Promise<number>): void {
  main().then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      console.error(error instanceof ToolError ? error.message : error);
      process.exitCode = 1;
    },
  );
}

/** Returns the error's message in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The message of fetch() is "fetch failed"; its cause contains the network error (ENOTFOUND, ETIMEDOUT).
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message.trim()}${cause}`;
}
