import { loadStackFile } from "../../config";
import { countTagPlaces, defaultTagKeys, tagReach } from "../../domain/tags/tag-reach";
import { withUnknown } from "../../domain/tags/tag-values";
import { sdkProperties } from "../../policy/sdk-properties";
import { World } from "../../sandbox/world";
import { initialWorld } from "../../tools/rehearse/initial-world";
import { UNKNOWN } from "../support/plain-value";
import { recordProgram } from "../support/program";
import { ALL_STACK_FILES, EXAMPLES, type EntryProgram, PLATFORM, TODAY } from "../support/stack-files";

const CASES = ALL_STACK_FILES.map(({ stack, program }) => ({
  stack,
  program,
  file: `${program.directory}/Pulumi.${stack}.yaml`,
}));

/** Stacks with an existing VPC find it. */
function worldOf(program: EntryProgram, file: string): World {
  return [PLATFORM, EXAMPLES].includes(program) ? initialWorld(loadStackFile(file, { today: TODAY })) : new World();
}

describe.each(CASES)("the program of $file", ({ stack, program, file }) => {
  it.each(["a preview", "an update"])(
    "tags all that is taggable, and what AWS creates for it, during %s",
    async (run) => {
      const options = { program, world: worldOf(program, file), preview: run === "a preview" };
      const { resources } = await recordProgram(stack, options);
      const planned = resources.map(({ type, name, inputs, state }) => ({
        type,
        name,
        props: withUnknown({ ...inputs, ...state }, (value) => value === UNKNOWN),
      }));
      const keys = defaultTagKeys(planned);
      const { reached, missing, undecided } = countTagPlaces(tagReach(planned, keys, sdkProperties));
      expect(keys.length).toBeGreaterThanOrEqual(6);
      expect(reached["default-tags"]).toBeGreaterThan(3);
      expect([...missing, ...undecided]).toEqual([]);
    },
  );
});
