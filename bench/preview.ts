import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { loadStackFile } from "../config";
import { automationCommand, findEngine } from "../tools/engine";
import { freshProgram } from "../tools/rehearse/program";
import { flatProgram, type StateResource } from "./flat-program";
import { median, ms, pairRatios, spread, stateAfterUp, timePreview, type Timing } from "./timing";

const PROJECT_DIR = path.resolve(__dirname, "..");
const STACKS_DIR = path.join(PROJECT_DIR, "examples");
/** A stack of prod with every part of the platform that can be combined. */
const STACK = "complete";
const ROUNDS = 9;
/** Highest ratio of the program's time to that of the flat program: see docs/architecture.md. */
const MOST_RATIO = 1.2;

/**
 * Compares the previews of three programs: the platform with everything on, a flat program with the same resources, and an empty
 * program. The three take turns on the same engine and sandbox, so that a slow moment of the machine affects all.
 */
export async function benchPreview(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const { accountId } = loadStackFile(path.join(STACKS_DIR, `Pulumi.${STACK}.yaml`)).aws;
  const scene = { engine, projectDir: STACKS_DIR, stack: STACK, accountId };
  const platform = freshProgram(PROJECT_DIR);
  const { resources } = (await stateAfterUp(scene, platform)) as { resources: readonly StateResource[] };
  const programs: Record<string, PulumiFn> = {
    platform,
    flat: flatProgram(resources),
    empty: () => Promise.resolve({}),
  };
  const timings = new Map(Object.keys(programs).map((name): [string, Timing[]] => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, program] of Object.entries(programs)) {
      const timing = await timePreview(scene, program);
      // The first round fills caches and is not counted.
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
