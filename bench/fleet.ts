import { fork } from "node:child_process";
import path from "node:path";

import Table from "cli-table3";

import { findEngine } from "../tools/engine";
import { median, pairRatios, spread, type Timing } from "./timing";

const RUN = path.join(__dirname, "fleet-run.ts");
const ROUNDS = 3;
/** Highest ratio of the time of a fleet to that of the same resources without components: see docs/fleet.md. */
const MOST_RATIO = 1.15;
/** Highest growth of the time and memory for each bucket, from the small fleet to the large one. */
const MOST_GROWTH = 1.2;
/** The large fleet needs more memory than Node's default limit. */
const HEAP_MB = 12_000;

/** One preview of a fleet, or of the same resources without components. */
export interface FleetRun extends Timing {
  /** Processor time of program, sandbox and engine, which varies less on a busy machine than elapsed time. */
  readonly cpuMs: number;
  /** Peak memory of program, sandbox and engine. */
  readonly peakMb: number;
}

/** A fleet, or its resources without components. */
type Subject = "fleet" | "raw";

/**
 * Previews a small fleet and the same resources without components in turns, so that a slow moment of the machine affects
 * both. Then previews a large fleet once, because this takes minutes. Each runs in a separate process, so that the measured
 * memory is its own.
 */
export async function benchFleet(small: number, large: number): Promise<number> {
  await findEngine();
  const [fleet, raw, larger]: [FleetRun[], FleetRun[], FleetRun[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    fleet.push(await preview("fleet", small));
    raw.push(await preview("raw", small));
  }
  if (large > small) larger.push(await preview("fleet", large));
  print([
    [`fleet of ${small}`, small, fleet],
    [`the same, raw`, small, raw],
    ...(larger.length === 0 ? [] : ([[`fleet of ${large}`, large, larger]] as const)),
  ]);
  const ratios = pairRatios(fleet, raw);
  const perBucket = (figure: (run: FleetRun) => number): readonly number[] =>
    larger.map((run) => ((figure(run) / median(fleet.map(figure))) * small) / large);
  const growth = perBucket(({ totalMs }) => totalMs);
  const memory = perBucket(({ peakMb }) => peakMb);
  const growthOfCpu = perBucket(({ cpuMs }) => cpuMs);
  const cpu = fleet.map(({ cpuMs }, index) => cpuMs / (raw[index]?.cpuMs ?? NaN));
  console.log(`fleet / raw: ${spread(ratios)}, at most ${MOST_RATIO} allowed; by processor time ${spread(cpu)}`);
  if (larger.length > 0) {
    console.log(
      `per bucket, ${large} / ${small}: time ${spread(growth)}, by processor time ${spread(growthOfCpu)}, ` +
        `memory ${spread(memory)}, at most ${MOST_GROWTH}`,
    );
  }
  const held = median(ratios) <= MOST_RATIO && [growth, memory].every((list) => !(median(list) > MOST_GROWTH));
  return held ? 0 : 1;
}

function preview(subject: Subject, count: number): Promise<FleetRun> {
  const run = fork(RUN, [subject, String(count)], {
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
  });
  return new Promise((resolve, reject) => {
    run.on("message", (message) => {
      resolve(message as FleetRun);
    });
    run.on("error", reject);
    run.on("exit", (code) => {
      reject(new Error(`the preview of ${count} buckets (${subject}) ended with exit code ${String(code)}`));
    });
  });
}

function print(rows: readonly (readonly [string, number, readonly FleetRun[]])[]): void {
  const table = new Table({
    head: ["program", "resources", "preview", "per bucket", "processor time", "memory", "per bucket"],
    colAligns: ["left", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const [name, count, runs] of rows) {
    const [totalMs, cpuMs, peakMb] = [
      median(runs.map((run) => run.totalMs)),
      median(runs.map((run) => run.cpuMs)),
      median(runs.map((run) => run.peakMb)),
    ];
    table.push([
      name,
      runs[0]?.resources ?? 0,
      `${(totalMs / 1000).toFixed(1)} s`,
      `${(totalMs / count).toFixed(1)} ms`,
      `${(cpuMs / 1000).toFixed(1)} s`,
      `${peakMb.toFixed(0)} MB`,
      `${(peakMb / count).toFixed(2)} MB`,
    ]);
  }
  console.log(`Previews of new fleets on the sandbox, medians of ${ROUNDS} rounds`);
  console.log(table.toString());
}
