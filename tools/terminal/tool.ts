/** An error that the person at the terminal can fix: its message says all there is to say, so it is shown without a stack. */
export class ToolError extends Error {
  override readonly name: string = "ToolError";
}

/** Runs a command-line tool and ends the process with the exit code that it resolves to; 1 when it throws. */
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

/** What went wrong, in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch() says only "fetch failed" and keeps the network's own words (ENOTFOUND, ETIMEDOUT) in the cause.
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message.trim()}${cause}`;
}
