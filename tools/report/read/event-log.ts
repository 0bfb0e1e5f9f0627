import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { readEventLog, type ReportEvent } from "./engine-event";

/** Pulumi knows the option --event-log only in this mode. */
export const EVENT_LOG_ENV = { PULUMI_DEBUG_COMMANDS: "1" } as const;

/**
 * Runs a command of Pulumi that logs its events, and reads them. The log has values that were secret, so it is in a folder
 * that nobody else can read, and is deleted at once.
 *
 * @param run runs the command with these further arguments, and with {@link EVENT_LOG_ENV}
 */
export async function withEventLog<T>(
  run: (args: readonly string[]) => Promise<T>,
): Promise<{ readonly result: T; readonly events: readonly ReportEvent[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-events-"));
  const log = path.join(folder, "events.jsonl");
  try {
    const result = await run(["--event-log", log]);
    return { result, events: existsSync(log) ? await readEventLog(log) : [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
