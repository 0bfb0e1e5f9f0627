import * as fc from "fast-check";

import { judge } from "../unit/config/hostile/judge";
import { mutatedTexts, mutatedValues, SEEDS } from "../unit/config/hostile/mutations";
import { fromEngine, fromText } from "../unit/config/hostile/sources";

/** Mutants by test; `HOSTILE_RUNS=30000 npm run test:hostile` runs more, `HOSTILE_SEED` selects others. */
const numRuns = Number(process.env["HOSTILE_RUNS"] ?? 1000);
const seed = Number(process.env["HOSTILE_SEED"] ?? 9);

describe("a hostile stack file", () => {
  it("is derived from every stack file that the project ships", () => {
    expect(SEEDS.map(({ stack }) => stack)).toEqual(expect.arrayContaining(["dev", "staging", "prod", "karpenter"]));
  });

  it("with other values leads to a report without secrets, whose commands run and fix it", () => {
    fc.assert(
      fc.property(mutatedValues, ({ seed: { stack }, mutated }) => {
        const source = fromText(JSON.stringify({ config: mutated }), stack);
        if (source !== undefined) judge(source, stack);
      }),
      { numRuns, seed },
    );
  });

  it("with other values decrypted by the engine leads to such a report, too", () => {
    fc.assert(
      fc.property(mutatedValues, ({ seed: { stack }, mutated }) => {
        judge(fromEngine(mutated, stack), stack);
      }),
      { numRuns, seed },
    );
  });

  it("with another text is refused as invalid YAML, or leads to such a report", () => {
    fc.assert(
      fc.property(mutatedTexts, ({ seed: { stack }, mutated }) => {
        const source = fromText(mutated, stack);
        if (source !== undefined) judge(source, stack);
      }),
      { numRuns, seed },
    );
  });
});
