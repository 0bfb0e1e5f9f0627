import * as pulumi from "@pulumi/pulumi";

const MOST_ROUNDS = 50;

/**
 * Waits until all registrations are complete. `disconnect` alone misses resources that the next turn of the event loop
 * registers, so this repeats until the count is stable. The macrotask also makes a rejection fail the test that caused it.
 */
export async function settle(countResources: () => number): Promise<void> {
  for (let round = 0, before = -1; round < MOST_ROUNDS; round += 1) {
    await pulumi.runtime.disconnect();
    await new Promise((resolve) => setImmediate(resolve));
    if (countResources() === before) return;
    before = countResources();
  }
  throw new Error(`resources were still being registered after ${MOST_ROUNDS} rounds`);
}
