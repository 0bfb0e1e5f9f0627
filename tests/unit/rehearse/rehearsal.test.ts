import { World, type WorldObject } from "../../../sandbox";
import {
  countByComponent,
  describeCounts,
  type Phase,
  rehearse,
  type StackOperations,
} from "../../../tools/rehearse/rehearsal";
import { isResource, type RunResult, type Step } from "../../../tools/rehearse/run-result";

const NOTHING: RunResult = {
  succeeded: true,
  durationMs: 1,
  steps: [],
  unchanged: 0,
  errors: [],
  warnings: [],
  violations: [],
};

function step(op: Step["op"], name = "bucket", protect = false): Step {
  const type = "aws:s3/bucket:Bucket";
  return {
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    type,
    op,
    parent: "",
    protect,
    id: "b-1",
    retainOnDelete: false,
    changes: [],
    replaces: [],
  };
}

const BUCKET: WorldObject = {
  type: "aws:s3/bucket:Bucket",
  id: "b-1",
  name: "bucket",
  region: "r",
  accountId: "1",
  inputs: {},
  state: {},
};

function did(...steps: readonly Step[]): RunResult {
  return { ...NOTHING, steps };
}

/** A stack of one bucket whose operations succeed, except for the given results. */
function stageWith(results: Partial<Record<keyof StackOperations, readonly RunResult[]>> = {}): StackOperations {
  const good = {
    preview: [did(step("create")), NOTHING],
    up: [did(step("create"))],
    refresh: [NOTHING],
    previewDestroy: [{ ...NOTHING, succeeded: false, errors: ["protected"] }],
    destroy: [did(step("delete"))],
  };
  const queues = new Map(Object.entries({ ...good, ...results }).map(([name, runs]) => [name, [...runs]]));
  const next = (name: keyof StackOperations) => (): Promise<RunResult> =>
    Promise.resolve(queues.get(name)?.shift() ?? NOTHING);
  return {
    preview: next("preview"),
    up: next("up"),
    refresh: next("refresh"),
    previewDestroy: next("previewDestroy"),
    destroy: next("destroy"),
  };
}

async function runRehearsal(
  stage: StackOperations,
  world = new World(),
): Promise<{ phases: readonly Phase[]; teardowns: number }> {
  let teardowns = 0;
  const phases: Phase[] = [];
  const teardown = (): Promise<void> => {
    teardowns += 1;
    return Promise.resolve();
  };
  for await (const phase of rehearse(stage, world, teardown, (_, run) => run(() => undefined))) phases.push(phase);
  return { phases, teardowns };
}

function problems(phases: readonly Phase[]): readonly string[] {
  return phases.flatMap((phase) => phase.problems.map((problem) => `${phase.title}: ${problem}`));
}

describe("a rehearsal", () => {
  it("runs every phase when each one succeeds", async () => {
    const { phases, teardowns } = await runRehearsal(stageWith());
    expect(phases.map(({ title }) => title)).toEqual(["preview", "up", "preview again", "refresh", "destroy"]);
    expect(problems(phases)).toEqual([]);
    expect(teardowns).toBe(0);
  });

  it("destroys a protected stack in the two documented steps", async () => {
    const created = did(step("create", "bucket", true));
    const { phases, teardowns } = await runRehearsal(
      stageWith({ preview: [created, NOTHING], up: [created, did(step("update"))] }),
    );
    expect(phases.slice(4).map(({ title }) => title)).toEqual(["destroy is refused", "disable protection", "destroy"]);
    expect(phases[4]?.outcome).toBe("1 protected: stack 1");
    expect(problems(phases)).toEqual([]);
    expect(teardowns).toBe(1);
  });

  it("counts in every phase the resources, without components, and apart those that a destroy retains", async () => {
    const component = { ...step("create", "storage"), type: "groundwork:storage:Storage", urn: "urn::storage" };
    const child = { ...step("create", "child"), parent: component.urn };
    const steps = [component, child, step("create")];
    const destroyed = steps.map((one): Step => ({ ...one, op: "delete", retainOnDelete: one === child }));
    const { phases } = await runRehearsal(
      stageWith({ preview: [did(...steps), NOTHING], up: [did(...steps)], destroy: [did(...destroyed)] }),
    );
    expect(phases.map(({ outcome }) => outcome)).toEqual([
      "2 to create",
      "2 created",
      "no changes",
      "no drift",
      "1 deleted, 1 retained on purpose",
    ]);
    expect(describeCounts("created", countByComponent(steps, isResource))).toBe("2 created: stack 1, storage 1");
  });

  it.each<[string, Partial<Record<keyof StackOperations, readonly RunResult[]>>, string]>([
    [
      "an update that fails, whose error the engine repeats",
      { up: [{ ...NOTHING, succeeded: false, errors: ["no capacity", "no capacity"] }] },
      "up: no capacity",
    ],
    [
      "a second preview that changes something",
      { preview: [did(step("create")), did(step("update"))] },
      "preview again: unexpected update of bucket",
    ],
    ["a first preview that replaces", { preview: [did(step("replace"))] }, "preview: unexpected replace of bucket"],
    ["a refresh that finds drift", { refresh: [did(step("update"))] }, "refresh: unexpected update of bucket"],
    [
      "a mandatory policy violation",
      {
        preview: [
          {
            ...did(step("create")),
            violations: [{ urn: "urn::bucket", policy: "p", level: "mandatory", message: "open" }],
          },
        ],
      },
      "preview: p (mandatory): bucket: open",
    ],
    [
      "a preview of destroy that succeeds for a protected stack",
      { up: [did(step("create", "bucket", true))], previewDestroy: [NOTHING] },
      "destroy is refused: destroy is not refused although resources are protected",
    ],
  ])("stops after %s and reports the problem", async (_, results, problem) => {
    const { phases } = await runRehearsal(stageWith(results));
    expect(problems(phases)).toEqual([problem]);
    expect(phases.at(-1)?.problems).toHaveLength(1);
  });

  it("fails when a destroy does not delete every object", async () => {
    const world = new World();
    const stage = stageWith();
    const up = (): Promise<RunResult> => {
      world.put(BUCKET);
      return stage.up();
    };
    const { phases } = await runRehearsal({ ...stage, up }, world);
    expect(problems(phases)).toEqual(["destroy: not deleted: aws:s3/bucket:Bucket bucket (b-1)"]);
  });

  it("fails when a destroy deletes an object that existed before the stack", async () => {
    const world = new World();
    world.put(BUCKET);
    expect(problems((await runRehearsal(stageWith(), world)).phases)).toEqual([]);
    const stage = stageWith();
    const destroy = (): Promise<RunResult> => {
      world.remove(BUCKET.type, BUCKET.id);
      return stage.destroy();
    };
    expect(problems((await runRehearsal({ ...stage, destroy }, world)).phases)).toEqual([
      "destroy: deleted although it does not belong to the stack: aws:s3/bucket:Bucket (b-1)",
    ]);
  });
});
