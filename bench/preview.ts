import path from "node:path";

import type { PulumiCommand, PulumiFn } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { loadStackFile } from "../config";
import { startSandbox } from "../sandbox";
import { automationCommand, findEngine } from "../tools/engine";
import { freshProgram } from "../tools/rehearse/program";
import { isResource } from "../tools/rehearse/run-result";
import { Stage } from "../tools/rehearse/stage";
import { flatProgram } from "./flat-program";

const PROJECT_DIR = path.resolve(__dirname, "..");
const STACK = "prod";
const ROUNDS = 9;
/** The structure may cost this much: see docs/architecture.md. */
const MOST_RATIO = 1.2;

interface Timing {
  /** The whole preview, from the call to its end. */
  readonly totalMs: number;
  /** From the call until the engine starts the program. */
  readonly startMs: number;
  /** Evaluating the program's modules: constructing every resource object. */
  readonly programMs: number;
  readonly resources: number;
}

/**
 * Compares the engine's preview of prod with that of a flat program which declares the same resources, and with that
 * of an empty one. The three take turns on the same engine and sandbox, so a slow moment of the machine hits all.
 */
export async function benchPreview(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const programs: Record<string, PulumiFn> = {
    platform: freshProgram(PROJECT_DIR),
    flat: flatProgram(path.join(PROJECT_DIR, "tests/program/golden", `${STACK}.json`)),
    empty: () => Promise.resolve({}),
  };
  const timings = new Map(Object.keys(programs).map((name): [string, Timing[]] => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, program] of Object.entries(programs)) {
      const timing = await timePreview(engine, program);
      // The first round fills caches.
      if (round > 0) timings.get(name)?.push(timing);
    }
  }
  const ratios = pairRatios(timings.get("platform") ?? [], timings.get("flat") ?? []);
  print(timings, ratios);
  return median(ratios) <= MOST_RATIO ? 0 : 1;
}

async function timePreview(engine: PulumiCommand, program: PulumiFn): Promise<Timing> {
  const { accountId } = loadStackFile(path.join(PROJECT_DIR, `Pulumi.${STACK}.yaml`)).aws;
  const sandbox = await startSandbox({ accountId });
  let [startedAt, endedAt] = [0, 0];
  const timed: PulumiFn = async () => {
    startedAt = performance.now();
    const outputs = await program();
    endedAt = performance.now();
    return outputs;
  };
  const stage = await Stage.set({ stack: STACK, projectDir: PROJECT_DIR, engine, sandbox, program: timed });
  try {
    const calledAt = performance.now();
    const { succeeded, errors, steps } = await stage.preview();
    if (!succeeded) throw new Error(errors.join("\n"));
    return {
      totalMs: performance.now() - calledAt,
      startMs: startedAt - calledAt,
      programMs: endedAt - startedAt,
      resources: steps.filter(isResource).length,
    };
  } finally {
    sandbox.stop();
    await stage.strike();
  }
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
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  console.log(`platform / flat: ${median(ratios).toFixed(2)} (${spread}), at most ${MOST_RATIO} allowed`);
}

function pairRatios(numerators: readonly Timing[], denominators: readonly Timing[]): readonly number[] {
  return numerators.map(({ totalMs }, index) => totalMs / (denominators[index]?.totalMs ?? NaN));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function ms(values: readonly number[]): string {
  return `${median(values).toFixed(0)} ms`;
}
