import path from "node:path";

import { loadStackFile } from "../../config";
import { initialWorld } from "../../tools/rehearse/initial-world";
import { expectGoldenFile } from "../support/golden";
import { policyDocuments, type RecordedPolicy } from "../support/policy-documents";
import { recordProgram } from "../support/program";
import { ALL_STACK_FILES, BOOTSTRAP, type EntryProgram, FLEET, TODAY } from "../support/stack-files";

/** A document, with the first stack and place that have it. */
interface GoldenPolicy extends RecordedPolicy {
  readonly stack: string;
}

async function policiesOf(stack: string, program: EntryProgram): Promise<readonly GoldenPolicy[]> {
  const file = path.join(program.directory, `Pulumi.${stack}.yaml`);
  const world =
    program === FLEET || program === BOOTSTRAP ? undefined : initialWorld(loadStackFile(file, { today: TODAY }));
  const { resources } = await recordProgram(stack, { program, ...(world === undefined ? {} : { world }) });
  return policyDocuments(resources).map((policy) => ({ stack, ...policy }));
}

// `npm run lint:iam` checks the committed documents, so it needs no recording.
it("the policy documents of every stack file and example are those in the repository", async () => {
  const distinct = new Map<string, GoldenPolicy>();
  for (const { stack, program } of ALL_STACK_FILES) {
    for (const policy of await policiesOf(stack, program)) {
      const text = JSON.stringify([policy.kind, policy.document]);
      if (!distinct.has(text)) distinct.set(text, policy);
    }
  }
  const policies = [...distinct.values()];
  expect(new Set(policies.map(({ kind }) => kind))).toEqual(new Set(["identity", "resource", "trust"]));
  expectGoldenFile("policies", policies);
}, 60_000);
