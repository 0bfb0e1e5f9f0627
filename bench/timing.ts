import type { PulumiCommand, PulumiFn } from "@pulumi/pulumi/automation";

import { startSandbox } from "../sandbox";
import { isResource } from "../tools/rehearse/run-result";
import { Stage } from "../tools/rehearse/stage";

export interface Timing {
  /** The whole preview, from the call to its end. */
  readonly totalMs: number;
  /** From the call until the engine starts the program. */
  readonly startMs: number;
  /** Evaluating the program's modules: constructing every resource object. */
  readonly programMs: number;
  readonly resources: number;
}

/** The program to preview, and the stack of the file that it reads. */
export interface Scene {
  readonly engine: PulumiCommand;
  readonly projectDir: string;
  readonly stack: string;
  readonly accountId: string;
  /** Files that the program reads in addition to the stack file. */
  readonly files?: readonly string[];
  /** Policy pack to run with the preview. Default: none. */
  readonly policyPack?: string;
}

/** The state after the program has run on an empty stack. */
export async function stateAfterUp({ accountId, ...scene }: Scene, program: PulumiFn): Promise<unknown> {
  const sandbox = await startSandbox({ accountId });
  const stage = await Stage.create({ ...scene, sandbox, program });
  try {
    const { succeeded, errors } = await stage.up();
    if (!succeeded) throw new Error(errors.join("\n"));
    return (await stage.exportState()).deployment;
  } finally {
    sandbox.stop();
    await stage.dispose();
  }
}

/** One preview of an empty stack, in a separate sandbox. */
export async function timePreview({ accountId, ...scene }: Scene, program: PulumiFn): Promise<Timing> {
  const sandbox = await startSandbox({ accountId });
  let [startedAt, endedAt] = [0, 0];
  const timed: PulumiFn = async () => {
    startedAt = performance.now();
    const outputs = await program();
    endedAt = performance.now();
    return outputs;
  };
  const stage = await Stage.create({ ...scene, sandbox, program: timed });
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
    await stage.dispose();
  }
}

/** Ratios of consecutive timings, so that a slow moment of the machine affects both. */
export function pairRatios(numerators: readonly Timing[], denominators: readonly Timing[]): readonly number[] {
  return numerators.map(({ totalMs }, index) => totalMs / (denominators[index]?.totalMs ?? NaN));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function ms(values: readonly number[]): string {
  return `${median(values).toFixed(0)} ms`;
}

/** A ratio with its spread: `1.08 (1.02 to 1.11)`. */
export function spread(ratios: readonly number[]): string {
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
}
