import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type * as engineModule from "../../tools/engine";
import type * as changeModule from "../../tools/rehearse/change";
import { logicalName, rehearse } from "../../tools/rehearse/rehearsal";
import { createStage, load, platformProgram } from "../support/stage";
import { PROJECT_DIR } from "../support/stack-files";

const { automationCommand, findEngine } = load("tools/engine") as typeof engineModule;
const { rehearseChange } = load("tools/rehearse/change") as typeof changeModule;

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

  it("has a change rehearsal on the platform of the work tree", async () => {
    const directory = path.join(EXAMPLES, "app");
    const platform = await createStage("addons", { directory: EXAMPLES });
    const changed = mkdtempSync(path.join(tmpdir(), "groundwork-application-"));
    try {
      expect((await platform.stage.up()).errors).toEqual([]);
      const text = readFileSync(path.join(directory, "Pulumi.dev.yaml"), "utf8");
      writeFileSync(path.join(changed, "Pulumi.yaml"), readFileSync(path.join(directory, "Pulumi.yaml")));
      writeFileSync(
        path.join(changed, "Pulumi.dev.yaml"),
        // The settings of the rehearsal take the place of the platform that the file names.
        text
          .replace(/nginx-unprivileged:\S+/, "nginx-unprivileged:2")
          .replace(/shop:platform: \S+/, "shop:platform: a/b/c"),
      );
      const program = platformProgram(PROJECT_DIR, directory);
      const { creation, preview } = await rehearseChange({
        stack: "dev",
        before: { directory, program },
        after: { directory: changed, program },
        files: [],
        engine: await automationCommand(await findEngine()),
        sandbox: platform.sandbox,
        sharesBackendWith: platform.stage,
        settings: { "shop:platform": "organization/groundwork/addons" },
        reportProgress: (_, run) => run(() => undefined),
      });
      expect(creation?.errors).toEqual([]);
      expect([...(preview?.steps.keys() ?? [])].map(logicalName)).toEqual(["shop"]);
    } finally {
      rmSync(changed, { recursive: true });
      await platform.end();
    }
  }, 180_000);
});
