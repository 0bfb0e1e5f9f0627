import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { check } from "../../config/check/check";
import { formatProblems } from "../../config/diagnostics/format";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { initialWorld } from "../../tools/rehearse/initial-world";
import { withoutSecrets } from "../../tools/rehearse/stack-file";
import { expectFile, goldenGraph, ownGoldenFile, stacksWithOwnGolden } from "../support/golden";
import { recordProgram } from "../support/program";
import { type EntryProgram, PLATFORM, PROJECT_DIR, type StackFile, TODAY } from "../support/stack-files";

/** The program with the stack files of the user. */
const OWN: EntryProgram = { entry: PLATFORM.entry, directory: PROJECT_DIR };

const withGraph = stacksWithOwnGolden();
const requested = (process.env["GOLDEN_STACKS"] ?? "").split(" ").filter((stack) => stack !== "");

function stackFile(stack: string): string {
  return path.join(PROJECT_DIR, `Pulumi.${stack}.yaml`);
}

// A repository without graphs in golden/ has no further test here.
it("every graph in golden/ belongs to a stack file; otherwise delete the graph", () => {
  expect(withGraph.filter((stack) => !existsSync(stackFile(stack)))).toEqual([]);
});

for (const stack of requested.length > 0 ? requested : withGraph) {
  it(`the program with Pulumi.${stack}.yaml declares the graph in golden/${stack}.json (renew it: npm run golden)`, async () => {
    const file = stackFile(stack);
    const text = withoutSecrets(readFileSync(file, "utf8"));
    const source = sourceFromFile(parseStackFile(text, path.basename(file)), stack);
    const { config, problems } = check(source, TODAY);
    if (config === undefined) throw new Error(formatProblems(path.basename(file), problems));
    const { resources } = await recordProgram(stack, {
      program: OWN,
      world: initialWorld(config),
      edit: (copy) => Object.assign(copy, (parse(text) as StackFile).config),
    });
    expectFile(ownGoldenFile(stack), goldenGraph(resources));
  });
}
