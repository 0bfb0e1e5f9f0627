import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { loadStackFile } from "../config";
import { automationCommand, findEngine } from "../tools/engine";
import { freshProgram } from "../tools/rehearse/program";
import { flatProgram } from "./flat-program";
import { median, ms, pairRatios, spread, timePreview, type Timing } from "./timing";

const PROJECT_DIR = path.resolve(__dirname, "..");
const STACK = "prod";
const ROUNDS = 9;
/** The structure may cost this much: see docs/architecture.md. */
const MOST_RATIO = 1.2;

/**
 * Compares the engine's preview of prod with that of a flat program which declares the same resources, and with that
 * of an empty one. The three take turns on the same engine and sandbox, so a slow moment of the machine hits all.
 */
export async function benchPreview(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const { accountId } = loadStackFile(path.join(PROJECT_DIR, `Pulumi.${STACK}.yaml`)).aws;
  const scene = { engine, projectDir: PROJECT_DIR, stack: STACK, accountId };
  const programs: Record<string, PulumiFn> = {
    platform: freshProgram(PROJECT_DIR),
    flat: flatProgram(path.join(PROJECT_DIR, "tests/program/golden", `${STACK}.json`)),
    empty: () => Promise.resolve({}),
  };
  const timings = new Map(Object.keys(programs).map((name): [string, Timing[]] => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, program] of Object.entries(programs)) {
      const timing = await timePreview(scene, program);
      // The first round fills caches.
      if (round > 0) timings.get(name)?.push(timing);
    }
  }
  const ratios = pairRatios(timings.get("platform") ?? [], timings.get("flat") ?? []);
  print(timings, ratios);
  return median(ratios) <= MOST_RATIO ? 0 : 1;
}

function print(timings: ReadonlyMap<string, readonly Timing[]>, ratios: readonly number[]): void {
  const table = new Table({
    head: ["program", "resources", "preview", "engine start", "program", "registration and plan"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const [name, runs] of timings) {
    const restMs = runs.map(({ totalMs, startMs, programMs }) => totalMs - startMs - programMs);
    table.push([
      name,
      runs[0]?.resources ?? 0,
      ms(runs.map(({ totalMs }) => totalMs)),
      ms(runs.map(({ startMs }) => startMs)),
      ms(runs.map(({ programMs }) => programMs)),
      ms(restMs),
    ]);
  }
  console.log(`Preview of ${STACK} on the sandbox, medians of ${ROUNDS} rounds`);
  console.log(table.toString());
  console.log(`platform / flat: ${spread(ratios)}, at most ${MOST_RATIO} allowed`);
}
