import { rmSync } from "node:fs";
import path from "node:path";

import { runReap } from "../../tools/reap/run";
import { runCommand } from "../../tools/terminal/command";
import { selection } from "../../tools/terminal/target";
import type * as engineModule from "../../tools/engine";
import { Controllers } from "../support/controllers";
import { EXAMPLES } from "../support/stack-files";
import { createStage, load, type StageFixture } from "../support/stage";

const { findEngine } = load("tools/engine") as typeof engineModule;

const TIMEOUT_MS = 240_000;
/** The last day in examples/Pulumi.ephemeral.yaml is 2026-10-14. */
const LAST_DAY = new Date("2026-10-14T23:00:00Z");
const DAY_AFTER = new Date("2026-10-15T01:00:00Z");

/** The command with the Pulumi CLI and the backend of the stages, at a day. */
async function reap(
  today: Date,
  { stage }: StageFixture,
  controllers: Controllers,
  isConfirmed = true,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const { command } = await findEngine();
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const pulumi = (args: readonly string[]): ReturnType<typeof runCommand> =>
    runCommand(command, args, { env: stage.env });
  const exitCode = await runReap(
    { isConfirmed, isJson: false },
    {
      today,
      directory: stage.dir,
      pulumi,
      aws: () => Promise.resolve({ exitCode: 0, stdout: '{"ResourceTagMappingList":[]}', stderr: "" }),
      destroyContext: (target) => ({
        pulumi: async (args) => {
          const { exitCode: result, stdout, stderr } = await pulumi(args);
          if (result !== 0) write(`${args.join(" ")}\n${stdout}\n${stderr}`);
          return result;
        },
        output: async (name) => {
          const { exitCode: result, stdout } = await pulumi(["stack", "output", name, ...selection(target)]);
          return result === 0 ? stdout : undefined;
        },
        inspect: () => Promise.resolve({ reading: { kind: "absent" }, locks: [] }),
        cluster: () => Promise.resolve(controllers),
        polling: { pause: () => Promise.resolve(), maxChecks: 10 },
        ask: () => Promise.resolve(undefined),
        write,
      }),
      write,
    },
  );
  return { exitCode, output: lines.join("\n") };
}

describe("a short-lived stack beside one that does not expire", () => {
  let ephemeral: StageFixture;
  let lasting: StageFixture;
  let controllers: Controllers;

  /** The clusters of both stacks. */
  const names = (): string[] =>
    [ephemeral, lasting].flatMap(({ sandbox }) => sandbox.world.ofType("aws:eks/cluster:Cluster").map(({ id }) => id));

  beforeAll(async () => {
    ephemeral = await createStage("ephemeral", { directory: EXAMPLES.directory });
    lasting = await createStage("minimal", { directory: EXAMPLES.directory, besides: ephemeral, hasOwnCloud: true });
    expect((await ephemeral.stage.up()).errors).toEqual([]);
    controllers = new Controllers(ephemeral.sandbox.world, "preview-ephemeral");
    expect((await lasting.stage.up()).errors).toEqual([]);
    expect(names()).toEqual(["preview-ephemeral", "minimal-dev"]);
  }, TIMEOUT_MS);

  afterAll(async () => {
    lasting.sandbox.stop();
    await ephemeral.end();
  });

  it("has its last day as a tag of every resource that has default tags", () => {
    const tagged = ephemeral.sandbox.world.objects.filter(({ state }) => {
      const tags = state["tagsAll"] as Readonly<Record<string, string>> | undefined;
      return tags?.["Environment"] === "ephemeral";
    });
    expect(tagged.length).toBeGreaterThan(30);
    expect(new Set(tagged.map(({ state }) => (state["tagsAll"] as Record<string, string>)["ExpiresOn"]))).toEqual(
      new Set(["2026-10-14"]),
    );
  });

  it(
    "is kept on its last day, and when nobody confirms",
    async () => {
      const { exitCode, output } = await reap(LAST_DAY, ephemeral, controllers);
      expect(exitCode).toBe(0);
      expect(output).toContain("ephemeral: kept, because it expires after 2026-10-14");
      expect(output).toContain("minimal: kept, because its resources have no tag ExpiresOn");
      const dry = await reap(DAY_AFTER, ephemeral, controllers, false);
      expect(dry).toMatchObject({
        exitCode: 0,
        output: expect.stringMatching(/ephemeral: to destroy, \d+ resources/) as string,
      });
      expect(names()).toEqual(["preview-ephemeral", "minimal-dev"]);
    },
    TIMEOUT_MS,
  );

  it(
    "is kept after its last day if its stack file has a later one",
    async () => {
      await ephemeral.stage.setConfig("groundwork:expiry", "2026-10-20");
      const { output } = await reap(DAY_AFTER, ephemeral, controllers);
      expect(output).toContain("ephemeral: kept, because it expired on 2026-10-14, but its stack file says 2026-10-20");
      expect(names()).toEqual(["preview-ephemeral", "minimal-dev"]);
    },
    TIMEOUT_MS,
  );

  it(
    "is drained, destroyed and removed from the backend on the day after, also without its stack file, and nothing else is",
    async () => {
      rmSync(path.join(ephemeral.stage.dir, "Pulumi.ephemeral.yaml"));
      const kept = lasting.sandbox.world.objects.length;
      const { exitCode, output } = await reap(DAY_AFTER, ephemeral, controllers);
      expect(output).toContain("Deleting load balancers");
      expect({ exitCode, output }).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining("ephemeral: destroyed") as string,
      });
      expect(names()).toEqual(["minimal-dev"]);
      expect(ephemeral.sandbox.world.objects).toEqual([]);
      expect(lasting.sandbox.world.objects).toHaveLength(kept);
      expect((await lasting.stage.preview()).steps).toEqual([]);

      const again = await reap(DAY_AFTER, ephemeral, controllers);
      expect(again.output).toBe("minimal: kept, because its resources have no tag ExpiresOn\nNo stack has expired.");
    },
    TIMEOUT_MS,
  );
});
