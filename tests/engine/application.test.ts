import path from "node:path";

import { rehearse } from "../../tools/rehearse/rehearsal";
import { createStage, platformProgram } from "../support/stage";
import { PROJECT_DIR } from "../support/stack-files";

const EXAMPLES = path.join(PROJECT_DIR, "examples");

describe("the example of an application on the real engine", () => {
  it("names missing outputs of the platform, and is created, unchanged, without drift, and destroyed without leftovers", async () => {
    const directory = path.join(EXAMPLES, "app");
    const platform = await createStage("addons", { directory: EXAMPLES });
    const { stage, sandbox } = await createStage("dev", {
      directory,
      program: platformProgram(PROJECT_DIR, directory),
      besides: platform,
    });
    const problems: string[] = [];
    try {
      expect((await stage.preview()).errors.join("\n")).toMatch(
        /The stack organization\/groundwork\/addons does not have the outputs .*`kubeconfig`/,
      );
      expect((await platform.stage.up()).errors).toEqual([]);
      const teardown = (): Promise<void> => stage.setConfig("shop:teardown", true);
      for await (const phase of rehearse(stage, sandbox.world, teardown, (_, run) => run(() => undefined)))
        problems.push(...phase.problems);
    } finally {
      await platform.end();
    }
    expect(problems).toEqual([]);
  }, 180_000);
});
