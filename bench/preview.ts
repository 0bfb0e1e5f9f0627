import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import Table from "cli-table3";
import { parse, stringify } from "yaml";

import { loadStackFile } from "../config";
import { automationCommand, findEngine } from "../tools/engine";
import { freshProgram } from "../tools/rehearse/program";
import { flatProgram, type StateResource } from "./flat-program";
import { median, ms, pairRatios, spread, stateAfterUp, timePreview, type Timing } from "./timing";

const PROJECT_DIR = path.resolve(__dirname, "..");
const STACK = "prod";
/** The example that has every add-on and controller. */
const ALL_ADDONS = "examples/Pulumi.addons.yaml";
const ADDON_KEYS = ["optionalAddons", "loadBalancerController", "externalSecrets", "keda"] as const;
const ROUNDS = 9;
/** Highest ratio of the program's time to that of the flat program: see docs/architecture.md. */
const MOST_RATIO = 1.2;

/**
 * Compares the previews of three programs: prod with all add-ons, a flat program with the same resources, and an empty
 * program. The three take turns on the same engine and sandbox, so that a slow moment of the machine affects all.
 */
export async function benchPreview(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const projectDir = await writeProject();
  try {
    const { accountId } = loadStackFile(path.join(projectDir, `Pulumi.${STACK}.yaml`)).aws;
    const scene = { engine, projectDir, stack: STACK, accountId };
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
  } finally {
    await rm(projectDir, { recursive: true });
  }
}

/** A project with the stack file of the tests' prod, and in it the add-ons and controllers of the example that has them all. */
async function writeProject(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "groundwork-bench-"));
  const [prod, example] = await Promise.all([readConfig(`tests/stacks/Pulumi.${STACK}.yaml`), readConfig(ALL_ADDONS)]);
  const addons = Object.fromEntries(ADDON_KEYS.map((key) => [key, example["groundwork:cluster"]?.[key]]));
  const config = { ...prod, "groundwork:cluster": { ...prod["groundwork:cluster"], ...addons } };
  await writeFile(path.join(directory, "Pulumi.yaml"), "name: groundwork\nruntime: nodejs\n");
  await writeFile(path.join(directory, `Pulumi.${STACK}.yaml`), stringify({ config }));
  return directory;
}

async function readConfig(file: string): Promise<Record<string, Record<string, unknown>>> {
  const { config } = parse(await readFile(path.join(PROJECT_DIR, file), "utf8")) as {
    readonly config: Record<string, Record<string, unknown>>;
  };
  return config;
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
  console.log(`Preview of ${STACK} with all add-ons on the sandbox, medians of ${ROUNDS} rounds`);
  console.log(table.toString());
  console.log(`platform / flat: ${spread(ratios)}, at most ${MOST_RATIO} allowed`);
}
