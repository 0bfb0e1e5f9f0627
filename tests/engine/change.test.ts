import { DEFAULT_TAG_KEYS } from "../../domain/tags/tag-keys";
import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { createStage, type StageFixture } from "../support/stage";

const VPC = "aws:ec2/vpc:Vpc";
const TIMEOUT_MS = 180_000;

function steps({ steps: all }: RunResult, op?: string): readonly string[] {
  return all
    .filter((step) => op === undefined || step.op === op)
    .map(({ op: what, urn }) => `${what} ${logicalName(urn)}`);
}

describe("an existing dev stack", () => {
  let fixture: StageFixture;

  beforeEach(async () => {
    fixture = await createStage("dev");
    const { succeeded, errors } = await fixture.stage.up();
    expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
  }, TIMEOUT_MS);

  afterEach(() => fixture.end());

  it(
    "shows drift, and corrects it with the next update",
    async () => {
      const { stage, sandbox } = fixture;
      const [vpc] = sandbox.world.ofType(VPC);
      sandbox.world.drift(VPC, vpc?.id ?? "", { enableDnsHostnames: false });
      const drift = await stage.refresh();
      expect(steps(drift)).toEqual(["update network-vpc"]);
      const repair = await stage.up();
      expect(steps(repair)).toEqual(["update network-vpc"]);
      expect(sandbox.world.get(VPC, vpc?.id ?? "")?.state).toMatchObject({ enableDnsHostnames: true });
    },
    TIMEOUT_MS,
  );

  it(
    "shows an object that was deleted outside of Pulumi, and creates it again",
    async () => {
      const { stage, sandbox } = fixture;
      const type = "aws:ec2/flowLog:FlowLog";
      sandbox.world.remove(type, sandbox.world.ofType(type)[0]?.id ?? "");
      expect(steps(await stage.refresh())).toEqual(["delete network-flow-logs"]);
      expect(steps(await stage.up())).toEqual(["create network-flow-logs"]);
    },
    TIMEOUT_MS,
  );

  it(
    "tags the resources of a remote component, without a transformation (pulumi/pulumi-awsx#979)",
    () => {
      const repositories = fixture.sandbox.world.ofType("aws:ecr/repository:Repository");
      expect(repositories.length).toBeGreaterThan(0);
      const tagged = repositories.map(({ state }) => Object.keys(state["tagsAll"] as object));
      expect(tagged).toEqual(
        repositories.map(() => expect.arrayContaining(Object.values(DEFAULT_TAG_KEYS)) as string[]),
      );
    },
    TIMEOUT_MS,
  );

  it(
    "shows a change of an immutable property as a replacement, with the property",
    async () => {
      const { stage } = fixture;
      await stage.editConfig((document) => {
        document.setIn(["config", "groundwork:cluster", "nodeGroups", "default", "capacityType"], "ON_DEMAND");
      });
      const preview = await stage.preview();
      const group = preview.steps.find(({ op, type }) => op === "replace" && type === "aws:eks/nodeGroup:NodeGroup");
      expect(group?.replaces).toEqual(["capacityType"]);
    },
    TIMEOUT_MS,
  );

  it(
    "adds zone c by creating only resources of zone c, without a change of the control plane (aws/containers-roadmap#2258)",
    async () => {
      const { stage, sandbox } = fixture;
      await stage.editConfig((document) => {
        document.addIn(["config", "groundwork:network", "zones"], "c");
      });
      const update = await stage.up();
      expect(update.errors).toEqual([]);
      const network = update.steps.filter(
        ({ type }) => type.startsWith("aws:ec2/") && !type.includes("launchTemplate"),
      );
      expect(network.map(({ urn }) => logicalName(urn))).toContain("network-private-c");
      expect(network.filter(({ urn }) => !/-c(-|$)/.test(logicalName(urn)))).toEqual([]);
      // A node group's subnets cannot change in place: the update starts a group in all zones before it drains the old one.
      const replaced = update.steps.filter(({ op }) => op === "replace").map(({ type }) => type);
      expect(new Set(replaced)).toEqual(new Set(["aws:eks/nodeGroup:NodeGroup", "aws:autoscaling/tag:Tag"]));
      expect(steps(update, "delete")).toEqual([]);
      const [cluster] = sandbox.world.ofType("aws:eks/cluster:Cluster");
      expect((cluster?.state["vpcConfig"] as { subnetIds: string[] }).subnetIds).toHaveLength(2);
      expect(steps(await stage.preview())).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe("an update that fails after some resources were created", () => {
  it(
    "leaves a state that the next update completes",
    async () => {
      const { stage, sandbox, end } = await createStage("dev");
      try {
        sandbox.world.failCreate({ nth: 1, type: "aws:eks/cluster:Cluster", message: "ServiceUnavailable: try again" });
        const broken = await stage.up();
        expect(broken.succeeded).toBe(false);
        expect(broken.errors.join("\n")).toContain("ServiceUnavailable: try again");
        const finished = await stage.up();
        expect(finished.errors).toEqual([]);
        expect(steps(finished, "create")).toContain("create cluster");
        expect(steps(await stage.preview())).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});

describe("credentials of another account", () => {
  it(
    "are rejected before anything is created",
    async () => {
      const { stage, sandbox, end } = await createStage("dev", { accountId: "999999999999" });
      try {
        const { succeeded, errors } = await stage.up();
        expect(succeeded).toBe(false);
        expect(errors.join("\n")).toContain("AWS account ID not allowed: 999999999999");
        expect(sandbox.world.objects).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});

describe("an invalid stack file", () => {
  it(
    "is rejected with every problem before anything is created",
    async () => {
      const { stage, sandbox, end } = await createStage("dev");
      try {
        await stage.editConfig((document) => {
          document.setIn(["config", "groundwork:network", "cidr"], "10.0.0.0/8");
          document.setIn(["config", "groundwork:cluster", "version"], "1.12");
        });
        const { succeeded, errors } = await stage.up();
        expect(succeeded).toBe(false);
        expect(errors.join("\n")).toMatch(/network\.cidr[\s\S]*cluster\.version/);
        expect(sandbox.world.objects).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});
