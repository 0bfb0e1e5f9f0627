import { Cloud } from "../../sandbox/cloud";
import { drain, findPendingSteps } from "../../tools/destroy/drain";
import { removeClusterObjectsFromState } from "../../tools/destroy/forget";
import { parseState } from "../../tools/state/exported-state";
import { type Leftover, leftovers, stateFacts } from "../../tools/leftovers/leftovers";
import { Controllers } from "../support/controllers";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;
const NOW = { pause: () => Promise.resolve(), maxChecks: 10 };
const CLUSTER = "groundwork-dev";

describe("a cluster whose controllers created load balancers, volumes and nodes", () => {
  let fixture: StageFixture;
  let controllers: Controllers;

  beforeEach(async () => {
    fixture = await createStage("dev");
    expect((await fixture.stage.up()).errors).toEqual([]);
    controllers = new Controllers(fixture.sandbox.world, CLUSTER);
  }, TIMEOUT_MS);

  afterEach(() => fixture.end());

  it(
    "is destroyed completely after it was drained (pulumi/pulumi-eks#194)",
    async () => {
      for (const found of await findPendingSteps(controllers)) expect(await drain(controllers, found, NOW)).toEqual([]);
      expect((await fixture.stage.destroy()).errors).toEqual([]);
      // The protections of the account are retained.
      expect(fixture.sandbox.world.objects.filter(({ name }) => !name.startsWith("account-"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "is destroyed after it was deleted outside of Pulumi, once its objects are removed from the state (pulumi/pulumi-kubernetes#2517)",
    async () => {
      const { stage, sandbox } = fixture;
      const [cluster] = sandbox.world.ofType("aws:eks/cluster:Cluster");
      sandbox.world.remove("aws:eks/cluster:Cluster", cluster?.id ?? "");
      const stuck = await stage.destroy();
      expect(stuck.errors.join("\n")).toContain("Kubernetes cluster is unreachable");

      const commands = removeClusterObjectsFromState(parseState(JSON.stringify(await stage.exportState())).resources, [
        "--stack",
        "dev",
      ]);
      expect(commands).toHaveLength(1);
      for (const command of commands) await stage.pulumi(...command);
      // Only resources that controllers created at AWS block the destroy.
      expect(
        (await stage.destroy()).errors.filter((error) => !/DependencyViolation|^update failed/.test(error)),
      ).toEqual([]);
      removeStrays(await strays());
      expect((await stage.destroy()).errors).toEqual([]);
      const left = sandbox.world.objects.filter(({ name }) => !name.startsWith("account-"));
      expect(left.filter(({ type }) => !type.startsWith("kubernetes:"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "blocks a destroy without draining, until the leftovers are removed in the order of the list",
    async () => {
      const { stage, sandbox } = fixture;
      const stuck = await stage.destroy();
      expect(stuck.succeeded).toBe(false);
      expect(stuck.errors.join("\n")).toContain("DependencyViolation");

      const left = await strays();
      expect(left.map(({ kind }) => kind)).toEqual([
        "load balancer",
        "instance",
        "network interface",
        "security group",
        "volume",
      ]);
      removeStrays(left);
      expect((await stage.destroy()).errors).toEqual([]);
      expect(sandbox.world.objects.filter(({ name }) => !name.startsWith("account-"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  async function strays(): Promise<Leftover[]> {
    const deployment: unknown = (await fixture.stage.exportState()).deployment;
    const left = leftovers(
      controllers.tagged(),
      stateFacts(deployment as Parameters<typeof stateFacts>[0]),
      "eu-west-1",
    );
    return left.filter(({ arn }) => !isKept(arn));
  }

  /** Deletes the leftovers one by one in the order of the list. Throws if AWS refuses a deletion. */
  function removeStrays(left: readonly Leftover[]): void {
    const { world } = fixture.sandbox;
    for (const { arn } of left) {
      const stray = world.objects.find(({ state }) => state["arn"] === arn);
      new Cloud(world).delete(stray?.type ?? "", stray?.id ?? "");
    }
  }

  /** Resources that the program retains on purpose also have tags. */
  function isKept(arn: string): boolean {
    return fixture.sandbox.world.objects.some(({ name, state }) => state["arn"] === arn && name.startsWith("account-"));
  }
});

it(
  "a protected stack without its cluster is destroyed once Pulumi's protection is removed (pulumi/pulumi-kubernetes#2463)",
  async () => {
    const { stage, sandbox, end } = await createStage("prod");
    expect((await stage.up()).errors).toEqual([]);
    const [cluster] = sandbox.world.ofType("aws:eks/cluster:Cluster");
    sandbox.world.remove("aws:eks/cluster:Cluster", cluster?.id ?? "");
    const commands = removeClusterObjectsFromState(parseState(JSON.stringify(await stage.exportState())).resources, [
      "--stack",
      "prod",
    ]);
    const forget = async (): Promise<void> => {
      for (const command of commands) await stage.pulumi(...command);
    };
    await expect(forget()).rejects.toThrow("because it is protected");
    await stage.pulumi("state", "unprotect", "--all", "--yes", "--stack", "prod");
    await forget();
    expect((await stage.destroy()).errors).toEqual([]);
    const left = sandbox.world.objects.filter(
      ({ type, name }) => !type.startsWith("kubernetes:") && !name.startsWith("account-"),
    );
    // Retained on purpose: cluster.retainLogs, and the settings of the account.
    expect(left.map(({ name }) => name)).toEqual(["cluster-logs"]);
    await end();
  },
  TIMEOUT_MS,
);
