import type { NatMode } from "../../../domain/network/nat-gateway-zones";
import type { ZoneLetter } from "../../../domain/network/zones-and-tiers";
import { type NetworkChange, compareNetworks, networkOf } from "./fixture";

/** All resources of one zone, with its NAT gateway or without. */
function resourcesOf(zone: ZoneLetter, { nat }: { readonly nat: boolean }): string[] {
  return [
    ...["public", "private", "isolated", "control-plane"].flatMap((tier) => [
      `RouteTableAssociation::network-${tier}-${zone}`,
      `Subnet::network-${tier}-${zone}`,
    ]),
    `Route::network-private-${zone}-internet`,
    `RouteTable::network-private-${zone}`,
    `VpcEndpointRouteTableAssociation::network-dynamodb-private-${zone}`,
    `VpcEndpointRouteTableAssociation::network-s3-private-${zone}`,
    ...(nat ? [`Eip::network-nat-${zone}`, `NatGateway::network-nat-${zone}`] : []),
  ].sort();
}

async function change(
  nat: NatMode,
  before: readonly ZoneLetter[],
  after: readonly ZoneLetter[],
): Promise<NetworkChange> {
  return compareNetworks(await networkOf({ nat, zones: before }), await networkOf({ nat, zones: after }));
}

describe("adding a zone", () => {
  it.each([
    ["single", false],
    ["per-zone", true],
  ] as const)("creates the resources of the zone and changes no other (nat %s)", async (nat, ownGateway) => {
    expect(await change(nat, ["a", "b", "c"], ["a", "b", "c", "d"])).toEqual({
      added: resourcesOf("d", { nat: ownGateway }),
      removed: [],
      changed: [],
    });
  });
});

describe("adding a zone with a regional NAT gateway", () => {
  it("updates the addresses of the gateway, and changes no other zone", async () => {
    const { added, removed, changed } = await change("regional", ["a", "b"], ["a", "b", "c"]);
    expect(added).toEqual([...resourcesOf("c", { nat: false }), "Eip::network-nat-regional-c"].sort());
    expect([removed, changed]).toEqual([[], ["NatGateway::network-nat-regional"]]);
  });
});

describe("removing a zone", () => {
  it.each([
    ["single", "c", false],
    ["per-zone", "a", true],
    ["per-zone", "b", true],
  ] as const)(
    "deletes the resources of the zone and changes no other (nat %s, zone %s)",
    async (nat, zone, ownGateway) => {
      const rest = (["a", "b", "c"] as const).filter((letter) => letter !== zone);
      expect(await change(nat, ["a", "b", "c"], rest)).toEqual({
        added: [],
        removed: resourcesOf(zone, { nat: ownGateway }),
        changed: [],
      });
    },
  );

  it("moves the single NAT gateway of that zone, and updates the routes of other zones in place", async () => {
    expect(await change("single", ["a", "b", "c"], ["b", "c"])).toEqual({
      added: ["Eip::network-nat-b", "NatGateway::network-nat-b"],
      removed: resourcesOf("a", { nat: true }),
      changed: ["Route::network-private-b-internet", "Route::network-private-c-internet"],
    });
  });
});

describe("a change of `nat`", () => {
  const modes: readonly NatMode[] = ["none", "single", "per-zone", "regional"];
  const pairs = modes.flatMap((from) => modes.filter((to) => to !== from).map((to) => [from, to] as const));

  it.each(pairs)("from %s to %s replaces no subnet and no route table", async (from, to) => {
    const { added, removed, changed } = compareNetworks(await networkOf({ nat: from }), await networkOf({ nat: to }));
    const nat = /^(Eip|NatGateway)::network-nat-|^Route::network-private-[abc]-internet$/;
    expect([...added, ...removed].filter((name) => !nat.test(name))).toEqual([]);
    expect(changed.filter((name) => !name.startsWith("Route::"))).toEqual([]);
  });

  it("gives zonal and regional gateways different addresses", async () => {
    const { added, removed } = compareNetworks(
      await networkOf({ nat: "per-zone" }),
      await networkOf({ nat: "regional" }),
    );
    expect(added).toEqual([
      ...["a", "b", "c"].map((zone) => `Eip::network-nat-regional-${zone}`),
      "NatGateway::network-nat-regional",
    ]);
    expect(removed).toEqual(
      ["a", "b", "c"]
        .flatMap((zone) => [`Eip::network-nat-${zone}`])
        .concat(["a", "b", "c"].map((zone) => `NatGateway::network-nat-${zone}`)),
    );
  });

  it("from single to per-zone keeps the existing gateway", async () => {
    const [single, perZone] = [await networkOf({ nat: "single" }), await networkOf({ nat: "per-zone" })];
    expect(compareNetworks(single, perZone)).toEqual({
      added: ["Eip::network-nat-b", "Eip::network-nat-c", "NatGateway::network-nat-b", "NatGateway::network-nat-c"],
      removed: [],
      changed: ["Route::network-private-b-internet", "Route::network-private-c-internet"],
    });
  });
});

it("ignores the order of zones and tiers", async () => {
  const shuffled = { zones: ["c", "a", "b"], tiers: ["control-plane", "private", "isolated", "public"] } as const;
  const [plain, other] = [await networkOf(), await networkOf(shuffled)];
  expect(compareNetworks(plain, other)).toEqual({ added: [], removed: [], changed: [] });
});

it("changes no other tier when one is added", async () => {
  const before = await networkOf({ tiers: ["public", "private", "control-plane"] });
  const { added, removed, changed } = compareNetworks(before, await networkOf());
  expect(added.every((name) => name.includes("-isolated"))).toBe(true);
  expect([...removed, ...changed]).toEqual([]);
});
