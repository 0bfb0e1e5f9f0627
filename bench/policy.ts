import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import Table from "cli-table3";

import { loadStackFile } from "../config";
import { automationCommand, findEngine } from "../tools/engine";
import { POLICY_PACK_PLUGIN } from "../tools/policy";
import { freshProgram } from "../tools/rehearse/program";
import { median, ms, pairRatios, type Scene, spread, timePreview, type Timing } from "./timing";

const PROJECT_DIR = path.resolve(__dirname, "..");
const STACKS_DIR = path.join(PROJECT_DIR, "tests/stacks");
const STACK = "prod";
const ROUNDS = 5;
/** Highest ratio of the time of a preview with the policy pack to that of one without: see docs/policy.md. */
const MOST_RATIO = 1.25;

/**
 * Compares previews of prod with and without the policy pack. They take turns, so that a slow moment affects both. Both include
 * the start of the program: Pulumi starts it in a process that loads the SDKs, which the program of the sandbox has loaded.
 */
export async function benchPolicy(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const { accountId } = loadStackFile(path.join(STACKS_DIR, `Pulumi.${STACK}.yaml`)).aws;
  const without: Scene = { engine, projectDir: STACKS_DIR, stack: STACK, accountId };
  const scenes = { without, with: { ...without, policyPack: POLICY_PACK_PLUGIN } };
  const timings: Record<keyof typeof scenes, Timing[]> = { without: [], with: [] };
  const loads: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of ["without", "with"] as const) {
      const timing = await timePreview(scenes[name], freshProgram(PROJECT_DIR));
      const loadMs = await timeLoad();
      // The first round fills caches and is not counted.
      if (round > 0) timings[name].push({ ...timing, totalMs: timing.totalMs + loadMs });
      if (round > 0) loads.push(loadMs);
    }
  }
  const ratios = pairRatios(timings.with, timings.without);
  const table = new Table({
    head: ["policy pack", "preview", "engine start"],
    colAligns: ["left", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const [name, runs] of Object.entries(timings)) {
    table.push([name, ms(runs.map(({ totalMs }) => totalMs)), ms(runs.map(({ startMs }) => startMs))]);
  }
  console.log(`Preview of ${STACK} on the sandbox, medians of ${ROUNDS} rounds, with ${ms(loads)} to load the program`);
  console.log(table.toString());
  console.log(`with / without: ${spread(ratios)}, at most ${MOST_RATIO} allowed`);
  return median(ratios) <= MOST_RATIO ? 0 : 1;
}

/** The time in which a new process loads the program. */
async function timeLoad(): Promise<number> {
  const startedAt = performance.now();
  const args = ["-r", "ts-node/register", "-e", 'require("./index.ts"); process.exit(0)'];
  await promisify(execFile)(process.execPath, args, { cwd: PROJECT_DIR });
  return performance.now() - startedAt;
}
