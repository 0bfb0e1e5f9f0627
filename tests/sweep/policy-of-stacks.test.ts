import { readFileSync } from "node:fs";
import path from "node:path";

import { check } from "../../config/check/check";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { World } from "../../sandbox/world";
import { initialWorld } from "../../tools/rehearse/existing-vpc";
import { policyFindings, type PolicyFinding } from "../support/policy-findings";
import { recordProgram } from "../support/program";
import { ALL_STACK_FILES, type EntryProgram, TODAY } from "../support/stack-files";
import { ACCEPTED_FINDINGS, accepts, unaccepted } from "../unit/policy/accepted-findings";

const found = new Map<string, readonly PolicyFinding[]>();

/** The world with the existing VPC of a platform; other programs use none. */
function worldOf(stack: string, { directory }: EntryProgram): World {
  const file = `Pulumi.${stack}.yaml`;
  const source = sourceFromFile(parseStackFile(readFileSync(path.join(directory, file), "utf8"), file), stack);
  const { config } = check(source, TODAY);
  return config === undefined ? new World() : initialWorld(config);
}

describe("the policy pack", () => {
  it.each(ALL_STACK_FILES.map(({ stack, program }) => [path.basename(program.directory), stack, program] as const))(
    "reports only accepted findings about %s, %s",
    async (_, stack, program) => {
      const { resources } = await recordProgram(stack, { program, world: worldOf(stack, program) });
      found.set(stack, policyFindings(resources));
      expect(unaccepted(stack, found.get(stack) ?? [])).toEqual([]);
    },
  );

  it("reports every accepted finding", () => {
    const all = [...found].flatMap(([stack, findings]) => findings.map((finding) => ({ stack, ...finding })));
    const unused = ACCEPTED_FINDINGS.filter(
      (entry) => !all.some(({ stack, rule, resource }) => accepts(entry, stack, rule, resource)),
    );
    expect(unused).toEqual([]);
  });
});
