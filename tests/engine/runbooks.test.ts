import { parseState } from "../../tools/state/exported-state";
import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;
const BUCKET = "aws:s3/bucket:Bucket";

function changesOf({ succeeded, errors, steps }: RunResult): readonly string[] {
  expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
  return steps.map(({ op, urn }) => `${op} ${logicalName(urn)}`);
}

describe("docs/runbooks/rotate-nodes.md", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("dev");
    changesOf(await fixture.stage.up());
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it.each(["1.36.3-20260911", "1.36.2-20260827"])(
    "updates nothing but the node group for the release %s",
    async (release) => {
      const { stage, sandbox } = fixture;
      await stage.editConfig((document) => {
        document.setIn(["config", "groundwork:cluster", "nodeGroups", "default", "releaseVersion"], release);
      });
      expect(changesOf(await stage.preview())).toEqual(["update cluster-nodes-default"]);
      expect(changesOf(await stage.up())).toEqual(["update cluster-nodes-default"]);
      expect(sandbox.world.ofType("aws:eks/nodeGroup:NodeGroup")[0]?.state).toMatchObject({ releaseVersion: release });
    },
    TIMEOUT_MS,
  );
});

describe("docs/runbooks/restore-from-backup.md", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("prod");
    changesOf(await fixture.stage.up());
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  const backups = (): unknown =>
    fixture.sandbox.world.objects
      .filter(({ type }) => type.startsWith("aws:backup/"))
      .map(({ type, id }) => [type, id]);
  const bucket = (): ReturnType<StageFixture["sandbox"]["world"]["ofType"]>[number] | undefined =>
    fixture.sandbox.world.ofType(BUCKET).find(({ name }) => name === "storage-bucket-data");

  it(
    "creates a deleted bucket again with its settings, and leaves the vault, its lock and its plan as they are",
    async () => {
      const { stage, sandbox } = fixture;
      const [before, vaults] = [bucket(), backups()];
      expect(before).toBeDefined();
      sandbox.world.remove(BUCKET, before?.id ?? "");
      expect(changesOf(await stage.preview())).toEqual([]);

      changesOf(await stage.refresh());
      const created = changesOf(await stage.up());
      expect(created).toContain("create storage-bucket-data");
      expect(created.filter((change) => !change.includes("storage-bucket-data"))).toEqual([]);
      expect(bucket()?.id).toBe(before?.id);
      expect(backups()).toEqual(vaults);
      expect(vaults).not.toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe("docs/runbooks/destroyed-cluster.md", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("dev");
    changesOf(await fixture.stage.up());
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it(
    "creates the cluster again with all that died with it, and nothing twice",
    async () => {
      const { stage, sandbox } = fixture;
      const names = (): readonly string[] => sandbox.world.objects.map(({ type, name }) => `${type} ${name}`).sort();
      const before = names();
      const died = sandbox.world.objects.filter(({ type }) => /^(aws:eks\/|kubernetes:)/.test(type));
      for (const { type, id } of died) sandbox.world.remove(type, id);
      const { errors } = await stage.preview();
      console.log(errors);
      const { resources } = parseState(JSON.stringify(await stage.exportState()));
      const urnOf = (type: string): string => resources.find((each) => each.type === type)?.urn ?? "";
      for (const type of ["pulumi:providers:kubernetes", "aws:eks/cluster:Cluster"]) {
        await stage.pulumi("state", "delete", urnOf(type), "--target-dependents", "--yes", "--stack", "dev");
      }
      const after = parseState(JSON.stringify(await stage.exportState())).resources;
      const gone = resources.filter(({ urn }) => !after.some((each) => each.urn === urn)).map(({ urn }) => urn);
      console.log(gone.filter((u) => !/kubernetes:|aws:eks/.test(u)).join("\n"));
      const up = await stage.up();
      console.log(up.errors.join("\n"));
      expect(changesOf(await stage.preview())).toEqual([]);
      expect(names()).toEqual(before);
    },
    TIMEOUT_MS,
  );
});
