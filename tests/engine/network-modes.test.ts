import { TIERS } from "../../domain/network/zones-and-tiers";
import { logicalName } from "../../tools/rehearse/rehearsal";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;

const SUBNET = "aws:ec2/subnet:Subnet";

type NetworkConfig = Readonly<Record<string, unknown>>;

/** The network before the first change. */
const SMALL: NetworkConfig = { zones: ["a", "b"], tiers: ["public", "private", "control-plane"] };

/** The changes, in this order. */
const CHANGES: readonly (readonly [what: string, change: NetworkConfig])[] = [
  ["a gateway in every zone", { nat: "per-zone" }],
  ["a tier", { tiers: ["isolated", "public", "private", "control-plane"] }],
  ["one gateway in all zones", { nat: "regional" }],
  [
    "endpoints and a transit gateway",
    {
      interfaceEndpoints: { bundles: ["private-eks"], services: ["kms"] },
      transitGateway: { id: "tgw-0a1b2c3d4e5f60718", destinations: ["10.0.0.0/8"] },
    },
  ],
  ["a zone", { zones: ["c", "a", "b"] }],
  ["no gateway", { nat: "none" }],
  ["a block for pods", { podCidr: "100.64.0.0/16" }],
  ["IPv6", { ipv6: true }],
  ["a single gateway again", { nat: "single" }],
  ["an address of the account's own", { natAllocationIds: { a: "eipalloc-0a1b2c3d4e5f60718" } }],
  [
    "a route to the internet through the transit gateway",
    { nat: "none", natAllocationIds: {}, transitGateway: { id: "tgw-0a1b2c3d4e5f60718", destinations: ["0.0.0.0/0"] } },
  ],
];

const POOL: NetworkConfig = { ipam: { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 18 } };

let fixture: StageFixture;

function configure(change: NetworkConfig, without: readonly string[] = []): Promise<void> {
  return fixture.stage.editConfig((document) => {
    for (const key of without) document.deleteIn(["config", "groundwork:network", key]);
    for (const [key, value] of Object.entries(change)) document.setIn(["config", "groundwork:network", key], value);
  });
}

async function begin(config: NetworkConfig, without: readonly string[] = []): Promise<void> {
  fixture = await createStage("dev");
  // The changes cost more than the limit of dev.
  await fixture.stage.editConfig((document) => {
    document.deleteIn(["config", "groundwork:budgets"]);
  });
  await configure(config, without);
  const { succeeded, errors } = await fixture.stage.up();
  expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
}

/** Updates, and returns the replaced and deleted subnets. */
async function subnetsMovedBy(change: NetworkConfig): Promise<string[]> {
  await configure(change);
  const { succeeded, errors, steps } = await fixture.stage.up();
  expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
  expect(steps.length).toBeGreaterThan(0);
  return steps
    .filter(({ type, op }) => type === SUBNET && op !== "create" && op !== "update")
    .map(({ op, urn }) => `${op} ${logicalName(urn)}`);
}

describe("an existing network", () => {
  beforeAll(() => begin(SMALL), TIMEOUT_MS);
  afterAll(() => fixture.end());

  it.each(CHANGES)(
    "changes to %s without replacing or deleting a subnet",
    async (_, change) => {
      expect(await subnetsMovedBy(change)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe("an existing network in a block from a pool", () => {
  const blocks = (): Record<string, unknown> =>
    Object.fromEntries(fixture.sandbox.world.ofType(SUBNET).map(({ name, state }) => [name, state["cidrBlock"]]));
  beforeAll(() => begin({ ...SMALL, ...POOL }, ["cidr"]), TIMEOUT_MS);
  afterAll(() => fixture.end());

  it(
    "has no changes in the second preview, and no drift",
    async () => {
      for (const run of [await fixture.stage.preview(), await fixture.stage.refresh()]) {
        expect([run.errors, run.steps]).toEqual([[], []]);
      }
    },
    TIMEOUT_MS,
  );

  it(
    "adds a tier, a zone, a pod block and another NAT mode at once without replacing or deleting a subnet",
    async () => {
      const before = blocks();
      expect(
        await subnetsMovedBy({ zones: ["a", "b", "c"], tiers: [...TIERS], podCidr: "100.64.0.0/16", nat: "regional" }),
      ).toEqual([]);
      expect(blocks()).toMatchObject(before);
      expect(Object.keys(blocks())).toHaveLength(4 * 3 + 3);
    },
    TIMEOUT_MS,
  );
});
