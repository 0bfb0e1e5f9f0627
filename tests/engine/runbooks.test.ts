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

  /** Deletes the cluster with what AWS deletes with it, and the tags of its security group and its Auto Scaling groups. */
  function deleteCluster(): void {
    const { world } = fixture.sandbox;
    const died = /^(aws:eks\/|kubernetes:|aws:autoscaling\/tag:|aws:ec2\/tag:)/;
    for (const { type, id } of world.objects.filter((each) => died.test(each.type))) world.remove(type, id);
  }

  it(
    "creates the cluster again with everything that died with it, and creates nothing twice",
    async () => {
      const { stage, sandbox } = fixture;
      const objects = (): readonly string[] => sandbox.world.objects.map(({ type, name }) => `${type} ${name}`).sort();
      const before = objects();
      const network = sandbox.world.ofType("aws:ec2/vpc:Vpc").map(({ id }) => id);
      deleteCluster();
      expect(objects()).not.toEqual(before);

      const { resources } = parseState(JSON.stringify(await stage.exportState()));
      for (const type of ["pulumi:providers:kubernetes", "aws:eks/cluster:Cluster"]) {
        const urn = resources.find((each) => each.type === type)?.urn ?? "";
        await stage.pulumi("state", "delete", urn, "--target-dependents", "--yes", "--stack", "dev");
      }
      changesOf(await stage.up());
      expect(changesOf(await stage.preview())).toEqual([]);
      expect(objects()).toEqual(before);
      expect(sandbox.world.ofType("aws:ec2/vpc:Vpc").map(({ id }) => id)).toEqual(network);
    },
    TIMEOUT_MS,
  );
});
