import path from "node:path";

import { loadStackFile } from "../config";
import { startSandbox } from "../sandbox";
import { automationCommand, findEngine } from "../tools/engine";
import { rehearseChange } from "../tools/rehearse/change";
import { freshProgram } from "../tools/rehearse/program";
import { Stage, type StageOptions } from "../tools/rehearse/stage";
import { median, ms, spread } from "./timing";

const PROJECT_DIR = path.resolve(__dirname, "..");
const STACKS_DIR = path.join(PROJECT_DIR, "tests/stacks");
const STACK = "prod";
const ROUNDS = 3;
/** Highest ratio of a change rehearsal to a preview and an update of the same stack. */
const MOST_RATIO = 2.5;

/** Times the rehearsal of a change of prod against its preview and its update, which take turns on the same engine. */
export async function benchChange(): Promise<number> {
  const engine = await automationCommand(await findEngine());
  const { accountId } = loadStackFile(path.join(STACKS_DIR, `Pulumi.${STACK}.yaml`)).aws;
  const program = freshProgram(PROJECT_DIR);
  const version = { directory: STACKS_DIR, program };
  const scene = { stack: STACK, engine };

  const plain = inSandbox(accountId, async (sandbox) => {
    const stage = await Stage.create({ ...scene, sandbox, projectDir: STACKS_DIR, program });
    try {
      for (const run of [await stage.preview(), await stage.up()]) requireSuccess(run);
    } finally {
      await stage.dispose();
    }
  });
  const change = inSandbox(accountId, async (sandbox) => {
    const options = { before: version, after: version, files: [] };
    const result = await rehearseChange({
      ...scene,
      ...options,
      sandbox,
      reportProgress: (_, run) => run(() => undefined),
    });
    requireSuccess(result.preview);
  });

  const rounds: (readonly [number, number])[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const timings = [await timed(plain), await timed(change)] as const;
    // The first round fills caches and is not counted.
    if (round > 0) rounds.push(timings);
  }
  const ratios = rounds.map(([short, long]) => long / short);
  console.log(`preview and update of ${STACK}: ${ms(rounds.map(([short]) => short))}`);
  console.log(`rehearsal of a change of ${STACK}: ${ms(rounds.map(([, long]) => long))}`);
  console.log(`change / preview and update: ${spread(ratios)}, at most ${MOST_RATIO} allowed`);
  return median(ratios) <= MOST_RATIO ? 0 : 1;
}

function inSandbox(accountId: string, run: (sandbox: StageOptions["sandbox"]) => Promise<void>): () => Promise<void> {
  return async () => {
    const sandbox = await startSandbox({ accountId });
    try {
      await run(sandbox);
    } finally {
      sandbox.stop();
    }
  };
}

function requireSuccess(run: { readonly succeeded: boolean; readonly errors: readonly unknown[] } | undefined): void {
  if (run?.succeeded !== true) throw new Error(JSON.stringify(run?.errors));
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}
