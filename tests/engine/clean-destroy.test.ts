import { Cloud } from "../../sandbox/cloud";
import { drain, findUndrained } from "../../tools/destroy/drain";
import { leftovers, stateFacts } from "../../tools/leftovers/leftovers";
import { Controllers } from "../support/controllers";
import { setStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;
const NOW = { pause: () => Promise.resolve(), looks: 10 };
const CLUSTER = "groundwork-dev";

describe("a cluster whose controllers made load balancers, volumes and nodes", () => {
  let fixture: StageFixture;
  let controllers: Controllers;

  beforeEach(async () => {
    fixture = await setStage("dev");
    expect((await fixture.stage.up()).errors).toEqual([]);
    controllers = new Controllers(fixture.sandbox.world, CLUSTER);
  }, TIMEOUT_MS);

  afterEach(() => fixture.end());

  it(
    "is destroyed without a rest when it was drained before (pulumi/pulumi-eks#194)",
    async () => {
      for (const found of await findUndrained(controllers)) expect(await drain(controllers, found, NOW)).toEqual([]);
      expect((await fixture.stage.destroy()).errors).toEqual([]);
      // Protections of the account stay on purpose.
      expect(fixture.sandbox.world.objects.filter(({ name }) => !name.startsWith("account-"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "is stuck in a destroy without, and free again when what was left behind is removed in the order of the list",
    async () => {
      const { stage, sandbox } = fixture;
      const stuck = await stage.destroy();
      expect(stuck.succeeded).toBe(false);
      expect(stuck.errors.join("\n")).toContain("DependencyViolation");

      const deployment: unknown = (await stage.exportState()).deployment;
      const left = leftovers(
        controllers.tagged(),
        stateFacts(deployment as Parameters<typeof stateFacts>[0]),
        "eu-west-1",
      );
      const strays = left.filter(({ arn }) => !isKept(arn));
      expect(strays.map(({ kind }) => kind)).toEqual([
        "load balancer",
        "instance",
        "network interface",
        "security group",
        "volume",
      ]);
      const cloud = new Cloud(sandbox.world);
      for (const { arn } of strays) {
        const stray = sandbox.world.objects.find(({ state }) => state["arn"] === arn);
        // Refused, and thrown, if it were not its turn.
        cloud.delete(stray?.type ?? "", stray?.id ?? "");
      }
      expect((await stage.destroy()).errors).toEqual([]);
      expect(sandbox.world.objects.filter(({ name }) => !name.startsWith("account-"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  /** What the program keeps of the account on purpose carries tags as well. */
  function isKept(arn: string): boolean {
    return fixture.sandbox.world.objects.some(({ name, state }) => state["arn"] === arn && name.startsWith("account-"));
  }
});
