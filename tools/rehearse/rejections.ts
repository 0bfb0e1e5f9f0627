import { setTimeout as sleep } from "node:timers/promises";

/** How long to collect unhandled rejections after an operation has ended. */
const REJECTION_GRACE_MS = 50;

/**
 * Runs an operation of an inline program, and returns the error that it threw and all unhandled rejections. When an update
 * fails, pending resource registrations reject without a handler, which would otherwise end this process.
 * https://github.com/pulumi/pulumi/issues/10744
 */
export async function collectRejections(run: () => Promise<unknown[]>): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const previousListeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", (reason) => unhandled.push(reason));
  try {
    const thrown = await run();
    // The last rejections are reported in the following turns of the event loop.
    await sleep(REJECTION_GRACE_MS);
    return [...thrown, ...unhandled];
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of previousListeners) process.on("unhandledRejection", listener);
  }
}
