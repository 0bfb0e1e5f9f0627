/** Interval of progress lines in a log. */
const LOG_INTERVAL_MS = 20_000;
/** Interval at which the progress line on a terminal is redrawn. */
const REDRAW_INTERVAL_MS = 200;

const CLEAR_LINE = "\r\x1b[2K";

/** Output of progress: standard error, or a test's replacement. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows title, latest detail and elapsed time while `work` runs. On a terminal, one line is redrawn in place and cleared at
 * the end. A log gets the title at the start and a line every 20 seconds.
 */
export async function withProgress<T>(
  title: string,
  work: (report: (detail: string) => void) => Promise<T>,
  stream: ProgressStream = process.stderr,
): Promise<T> {
  const startMs = Date.now();
  let detail = "";
  const status = (): string => [title, detail, elapsed(Date.now() - startMs)].filter((part) => part !== "").join(" · ");

  const terminal = stream.isTTY === true;
  const draw = (): void => {
    // A line that wraps cannot be cleared by a carriage return.
    stream.write(terminal ? CLEAR_LINE + status().slice(0, (stream.columns ?? 80) - 1) : `${status()}\n`);
  };
  if (terminal) draw();
  else stream.write(`${title}\n`);
  const timer = setInterval(draw, terminal ? REDRAW_INTERVAL_MS : LOG_INTERVAL_MS);
  try {
    return await work((latest) => {
      detail = latest;
    });
  } finally {
    clearInterval(timer);
    if (terminal) stream.write(CLEAR_LINE);
  }
}

/** `42 s`, `3 min 07 s`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
