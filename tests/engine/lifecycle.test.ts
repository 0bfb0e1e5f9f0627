import { logicalName, type Phase, rehearse } from "../../tools/rehearse/rehearsal";
import { readStackFile, STACKS } from "../support/stack-files";
import { createStage } from "../support/stage";

async function phasesOf(stack: string): Promise<readonly Phase[]> {
  const { stage, sandbox, end } = await createStage(stack);
  const { config } = readStackFile(stack);
  const teardown = (): Promise<void> =>
    stage.editConfig((document) => {
      document.setIn(["config", "groundwork:teardown"], `${String(config["groundwork:name"])}-${stack}`);
    });
  const phases: Phase[] = [];
  try {
    for await (const phase of rehearse(stage, sandbox.world, teardown, (_, run) => run(() => undefined)))
      phases.push(phase);
  } finally {
    await end();
  }
  return phases;
}

const OPEN = ["preview", "up", "preview again", "refresh", "destroy"];
const PROTECTED = ["preview", "up", "preview again", "refresh", "destroy is refused", "disable protection", "destroy"];

describe("the lifecycle of a stack on the real engine", () => {
  it.each(STACKS)(
    "%s is previewed, created, unchanged, without drift, and destroyed without leftovers",
    async (stack) => {
      const phases = await phasesOf(stack);
      expect(phases.flatMap(({ title, problems }) => problems.map((problem) => `${title}: ${problem}`))).toEqual([]);
      expect([OPEN, PROTECTED]).toContainEqual(phases.map(({ title }) => title));
    },
    180_000,
  );

  it("rejects the destroy of prod because of its protected resources only", async () => {
    const phases = await phasesOf("prod");
    const refused = phases.find(({ title }) => title === "destroy is refused");
    const guarded = phases[1]?.run.steps.filter(({ protect }) => protect).map(({ urn }) => logicalName(urn)) ?? [];
    expect(guarded).toEqual(expect.arrayContaining(["cluster", "storage-bucket-data"]));
    expect(refused?.run.errors.join("\n")).toMatch(/protected/);
  }, 180_000);
});

describe("account-wide protections", () => {
  it("remain after a destroy, and the next stack adopts them (hashicorp/terraform-provider-aws#8771)", async () => {
    const { stage, sandbox, end } = await createStage("dev");
    const standing = (): readonly string[] => sandbox.world.objects.map(({ name }) => name).sort();
    const kept = [
      "account-document-public-access-block",
      "account-ebs-encryption",
      "account-image-public-access-block",
      "account-image-scanning",
      "account-instance-metadata",
      "account-s3-public-access-block",
      "account-snapshot-public-access-block",
    ];
    try {
      expect((await stage.up()).errors).toEqual([]);
      expect((await stage.destroy()).errors).toEqual([]);
      expect(standing()).toEqual(kept);
      expect((await stage.up()).errors).toEqual([]);
      await stage.editConfig((document) => {
        document.deleteIn(["config", "groundwork:account"]);
      });
      const off = await stage.up();
      expect({ succeeded: off.succeeded, ops: new Set(off.steps.map(({ op }) => op)) }).toEqual({
        succeeded: true,
        ops: new Set(["delete"]),
      });
      expect(standing()).toEqual(expect.arrayContaining(kept));
    } finally {
      await end();
    }
  }, 180_000);
});
