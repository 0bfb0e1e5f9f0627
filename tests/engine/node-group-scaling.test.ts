import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/**
 * An update does not revert an autoscaler. The AWS provider sends the limits and the size of a node group in one request,
 * so the update must send the current size and not that of Pulumi's state.
 */
describe("a node group that an autoscaler has scaled", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("dev");
    await fixture.stage.editConfig((document) => {
      document.deleteIn(["config", "groundwork:budgets"]);
    });
    await edit({ minSize: 1, desiredSize: 2, maxSize: 6 });
    await updated();
    expect(scaling()).toEqual({ minSize: 1, desiredSize: 2, maxSize: 6 });
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  function edit(values: Record<string, unknown>): Promise<void> {
    return fixture.stage.editConfig((document) => {
      for (const [key, value] of Object.entries(values)) {
        document.setIn(["config", "groundwork:cluster", "nodeGroups", "default", key], value);
      }
    });
  }

  async function updated(): Promise<readonly string[]> {
    const { succeeded, errors, warnings } = await fixture.stage.up();
    expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
    return warnings;
  }

  const groups = (): ReturnType<StageFixture["sandbox"]["world"]["ofType"]> => fixture.sandbox.world.ofType(NODE_GROUP);

  function scaling(): unknown {
    return groups().map(({ state }) => state["scalingConfig"])[0];
  }

  function drift(scalingConfig: Record<string, number>): void {
    for (const { id, state } of groups()) {
      fixture.sandbox.world.drift(NODE_GROUP, id, {
        scalingConfig: { ...(state["scalingConfig"] as object), ...scalingConfig },
      });
    }
  }

  function autoscale(desiredSize: number): void {
    drift({ desiredSize });
  }

  it(
    "keeps its nodes when maxSize is raised",
    async () => {
      autoscale(5);
      await edit({ maxSize: 10 });
      expect(await updated()).toEqual([]);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 5, maxSize: 10 });
    },
    TIMEOUT_MS,
  );

  it(
    "shows no change",
    async () => {
      autoscale(7);
      expect((await fixture.stage.preview()).steps).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "starts the missing nodes when minSize is raised above their number",
    async () => {
      await edit({ minSize: 8, desiredSize: 8 });
      expect(await updated()).toEqual([]);
      expect(scaling()).toEqual({ minSize: 8, desiredSize: 8, maxSize: 10 });
    },
    TIMEOUT_MS,
  );

  it(
    "loses nodes only when maxSize is lowered below their number, which the preview states",
    async () => {
      autoscale(9);
      await edit({ minSize: 1, desiredSize: 2, maxSize: 6 });
      const warning =
        "Node group default runs 9 nodes, and `maxSize` is 6: this update drains 3 nodes. " +
        "To keep them, set `maxSize` to 9 or more.";
      const { succeeded, warnings } = await fixture.stage.preview();
      expect({ succeeded, warnings: warnings.join("\n") }).toEqual({
        succeeded: true,
        warnings: expect.stringContaining(warning) as string,
      });
      expect((await updated()).join("\n")).toContain(warning);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 6, maxSize: 6 });
    },
    TIMEOUT_MS,
  );

  it(
    "is replaced by a group of its current size",
    async () => {
      autoscale(4);
      const [before] = groups();
      await edit({ instanceTypes: ["m7g.large", "m6g.large", "c7g.xlarge"] });
      await updated();
      expect(groups().map(({ id }) => id)).not.toContain(before?.id);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 4, maxSize: 6 });
    },
    TIMEOUT_MS,
  );

  it(
    "gets the limits of the stack file again after they were raised outside of Pulumi, which the preview states",
    async () => {
      drift({ minSize: 1, desiredSize: 12, maxSize: 20 });
      const warning =
        "The limits of node group default at EKS (minSize 1, maxSize 20) are not those of the stack file and of the last " +
        "update (minSize 1, maxSize 6): they were changed outside of Pulumi, or an update failed. This update sets the " +
        "limits of the stack file and drains 6 nodes.";
      expect((await fixture.stage.preview()).warnings.join("\n")).toContain(warning);
      expect((await updated()).join("\n")).toContain(warning);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 6, maxSize: 6 });
      expect(await updated()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "keeps its nodes when a refresh has read other limits, also if they change again before the update",
    async () => {
      drift({ minSize: 2, desiredSize: 3, maxSize: 6 });
      await fixture.stage.refresh();
      autoscale(5);
      expect(await updated()).toEqual([]);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 5, maxSize: 6 });

      drift({ minSize: 2, desiredSize: 3, maxSize: 6 });
      await fixture.stage.refresh();
      drift({ minSize: 1, desiredSize: 5, maxSize: 6 });
      expect(await updated()).toEqual([]);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 5, maxSize: 6 });
    },
    TIMEOUT_MS,
  );

  it(
    "has a size within the limits of the stack file after an update that refreshes first",
    async () => {
      const project = "name: groundwork\nruntime: nodejs\n";
      await fixture.stage.writeFile("Pulumi.yaml", `${project}options: { refresh: always }\n`);
      drift({ minSize: 1, desiredSize: 9, maxSize: 20 });
      expect((await updated()).join("\n")).toContain("drains 3 nodes");
      await fixture.stage.writeFile("Pulumi.yaml", project);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 6, maxSize: 6 });
    },
    TIMEOUT_MS,
  );

  it(
    "is replaced by a group of its current size when its launch template was deleted",
    async () => {
      const [before] = groups();
      for (const { id } of fixture.sandbox.world.ofType(TEMPLATE)) fixture.sandbox.world.remove(TEMPLATE, id);
      await fixture.stage.refresh();
      autoscale(4);
      await updated();
      expect(groups().map(({ id }) => id)).not.toContain(before?.id);
      expect(scaling()).toEqual({ minSize: 1, desiredSize: 4, maxSize: 6 });
    },
    TIMEOUT_MS,
  );

  it.each([
    ["other limits", { maxSize: 8 }],
    ["a replacement", { instanceTypes: ["m7g.large", "c7g.large", "c7g.xlarge"] }],
  ])(
    "is refused %s if EKS does not return its size, and no other change",
    async (_, change) => {
      const { world } = fixture.sandbox;
      const [group] = groups();
      if (group === undefined) throw new Error("the stack has no node group");
      world.remove(NODE_GROUP, group.id);
      const unchanged = await fixture.stage.preview();
      await edit(change);
      const changed = await fixture.stage.preview();
      world.put(group);
      await edit({ maxSize: 6, instanceTypes: group.state["instanceTypes"] });
      expect({ errors: unchanged.errors, steps: unchanged.steps }).toEqual({ errors: [], steps: [] });
      expect(changed.succeeded).toBe(false);
      expect(changed.errors.join("\n")).toMatch(/node group default: this update changes .*couldn't find resource/);
    },
    TIMEOUT_MS,
  );
});
