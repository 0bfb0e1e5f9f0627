import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { loadStackFile } from "../config";
import { automationCommand, findEngine } from "../tools/engine";
import { freshProgram } from "../tools/rehearse/program";
import { flatProgram, type StateResource } from "./flat-program";
import { median, ms, pairRatios, type Scene, spread, stateAfterUp, timePreview, type Timing } from "./timing";

const PROJECT_DIR = path.resolve(__dirname, "..");
/** A stack of prod as a team might run it, and one with every part of the platform that can be combined. */
const STACKS = { prod: "tests/stacks", complete: "examples" };
const ROUNDS = 9;
/** Highest ratio of the program's time to that of the flat program: see docs/architecture.md. */
const MOST_RATIO = 1.2;

/**
 * Compares the previews of three programs: the platform, a flat program with the same resources, and an empty program. The three
 * take turns on the same engine and sandbox, so that a slow moment of the machine affects all.
 */
export async function benchPreview(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const ratios: number[] = [];
  for (const [stack, directory] of Object.entries(STACKS)) {
    const projectDir = path.join(PROJECT_DIR, directory);
    const { accountId } = loadStackFile(path.join(projectDir, `Pulumi.${stack}.yaml`)).aws;
    ratios.push(await compare({ engine, projectDir, stack, accountId }));
  }
  return ratios.every((ratio) => ratio <= MOST_RATIO) ? 0 : 1;
}

/** Median of the ratios of the program's time to that of the flat program. */
async function compare(scene: Scene): Promise<number> {
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
  print(scene.stack, timings, ratios);
  return median(ratios);
}

function print(stack: string, timings: ReadonlyMap<string, readonly Timing[]>, ratios: readonly number[]): void {
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
  console.log(`Preview of ${stack} on the sandbox, medians of ${ROUNDS} rounds`);
  console.log(table.toString());
  console.log(`platform / flat: ${spread(ratios)}, at most ${MOST_RATIO} allowed`);
}
