import * as fc from "fast-check";

import type { PlatformConfig } from "../../config";
import { initialWorld } from "../../tools/rehearse/initial-world";
import { recordProgram } from "../support/program";
import { PLATFORM } from "../support/stack-files";
import { judge } from "../unit/config/hostile/judge";
import { mutatedValues, type Seed } from "../unit/config/hostile/mutations";
import { fromEngine } from "../unit/config/hostile/sources";

/** Programs to run; `HOSTILE_PROGRAMS=200 npm run test:hostile` runs more. */
const PROGRAMS = Number(process.env["HOSTILE_PROGRAMS"] ?? 8);
const seed = Number(process.env["HOSTILE_SEED"] ?? 9);
/** At least one of this number of mutants is accepted, directly or after the commands of its report. */
const MUTANTS_PER_PROGRAM = 24;

interface Accepted {
  readonly seed: Seed;
  readonly written: Readonly<Record<string, unknown>>;
  readonly config: PlatformConfig;
}

/** Mutants that config accepts, directly or after the commands of their reports, and that differ from their seed. */
function acceptedMutants(): Accepted[] {
  const mutants = fc.sample(mutatedValues, { numRuns: PROGRAMS * MUTANTS_PER_PROGRAM, seed });
  const accepted = mutants.flatMap(({ seed: origin, mutated }): Accepted[] => {
    const { config, values } = judge(fromEngine(mutated, origin.stack), origin.stack);
    const named = Object.entries(values).map(([key, value]) => [`groundwork:${key}`, value] as const);
    const isOther = named.some(([key, value]) => JSON.stringify(value) !== JSON.stringify(origin.config[key]));
    return config === undefined || !isOther ? [] : [{ seed: origin, written: Object.fromEntries(named), config }];
  });
  return accepted.slice(0, PROGRAMS);
}

describe("a mutated stack file that config accepts", () => {
  const accepted = acceptedMutants();

  it("is found often enough", () => {
    expect(accepted).toHaveLength(PROGRAMS);
  });

  it.each(accepted.map((mutant, index) => ({ name: `${index} of ${mutant.seed.stack}`, mutant })))(
    "runs through the whole program: $name",
    async ({ mutant: { seed: origin, written, config } }) => {
      const { resources } = await recordProgram(origin.stack, {
        program: { ...PLATFORM, directory: origin.directory },
        world: initialWorld(config),
        edit: (original) => {
          const gone = Object.keys(original).filter((key) => key.startsWith("groundwork:"));
          Object.assign(original, Object.fromEntries(gone.map((key) => [key, undefined])), written);
        },
      });
      expect(resources.length).toBeGreaterThan(0);
    },
  );
});
