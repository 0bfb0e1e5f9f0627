import { logicalName } from "../../tools/rehearse/rehearsal";
import { setStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;

/** What one living network is put through, in this order. */
const CHANGES: readonly (readonly [what: string, key: string, value: unknown])[] = [
  ["a gateway in every zone", "nat", "per-zone"],
  ["one gateway in all zones", "nat", "regional"],
  ["endpoints beside it", "interfaceEndpoints", { bundles: ["private-eks"], services: ["kms"] }],
  ["no gateway", "nat", "none"],
  ["a block for pods", "podCidr", "100.64.0.0/16"],
  ["IPv6", "ipv6", true],
  ["a single gateway again", "nat", "single"],
  ["an address of the account's own", "natAllocationIds", { a: "eipalloc-0a1b2c3d4e5f60718" }],
];

describe("a living network", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await setStage("dev");
    const { succeeded, errors } = await fixture.stage.up();
    expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it.each(CHANGES)(
    "takes %s without replacing or losing a subnet",
    async (_, key, value) => {
      const { stage } = fixture;
      await stage.editConfig((document) => {
        document.setIn(["config", "groundwork:network", key], value);
      });
      const { succeeded, errors, steps } = await stage.up();
      expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
      expect(steps.length).toBeGreaterThan(0);
      const moved = steps.filter(
        ({ type, op }) => type === "aws:ec2/subnet:Subnet" && op !== "create" && op !== "update",
      );
      expect(moved.map(({ op, urn }) => `${op} ${logicalName(urn)}`)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
