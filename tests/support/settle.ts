import * as pulumi from "@pulumi/pulumi";

const MOST_ROUNDS = 50;

/**
 * Waits until no registration is under way. `disconnect` alone misses resources that one more turn of the event loop
 * would still register, so the drain repeats until the count is stable; the macrotask also lets a rejection
 * surface inside the test that caused it.
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
