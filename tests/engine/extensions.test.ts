import path from "node:path";

import { rehearse } from "../../tools/rehearse/rehearsal";
import { createStage, platformProgram } from "../support/stage";
import { PROJECT_DIR } from "../support/stack-files";

describe("the example of an extension on the real engine", () => {
  it("is created, unchanged, without drift, and destroyed without leftovers", async () => {
    const directory = path.join(PROJECT_DIR, "examples/extensions");
    const program = platformProgram(PROJECT_DIR, directory);
    const { stage, sandbox, end } = await createStage("orders", { directory, program });
    const teardown = (): Promise<void> =>
      stage.editConfig((document) => {
        document.setIn(["config", "groundwork:teardown"], "orders-dev");
      });
    const problems: string[] = [];
    try {
      for await (const phase of rehearse(stage, sandbox.world, teardown, (_, run) => run(() => undefined)))
        problems.push(...phase.problems);
    } finally {
      await end();
    }
    expect(problems).toEqual([]);
  }, 180_000);
});
