import { type PlannedSubnet, planSubnets } from "../../domain/network/subnet-plan";
import { TIERS, type Tier, ZONE_LETTERS, type ZoneLetter } from "../../domain/network/zones-and-tiers";

const ZONE_SETS = subsetsOf<ZoneLetter>(ZONE_LETTERS);
const TIER_SETS = subsetsOf<Tier>(TIERS);

function subsetsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((__, index) => (bits >> index) % 2 === 1));
}

function byKey(subnets: readonly PlannedSubnet[]): Map<string, string> {
  return new Map(subnets.map(({ tier, zone, cidr }) => [`${tier}-${zone}`, cidr]));
}

describe.each([16, 17, 18, 19, 20, 21, 22])("the plan of a /%i", (prefix) => {
  // Every choice agrees with the whole plan, so any two choices agree with each other: of all pairs, 0 subnets move.
  it("assigns the same blocks for every set of zones and tiers", () => {
    const cidr = `10.32.0.0/${prefix}`;
    const places = byKey(planSubnets({ cidr, zones: ZONE_LETTERS, tiers: TIERS, subnets: {} }));
    const choices = ZONE_SETS.flatMap((zones) => TIER_SETS.map((tiers) => ({ zones, tiers })));
    const moved = choices.flatMap(({ zones, tiers }) => {
      const chosen = byKey(planSubnets({ cidr, zones, tiers, subnets: {} }));
      const wanted = tiers.flatMap((tier) => zones.map((zone) => `${tier}-${zone}`));
      return [...new Set([...wanted, ...chosen.keys()])].filter(
        (key) => !wanted.includes(key) || chosen.get(key) !== places.get(key),
      );
    });
    expect(moved).toEqual([]);
  });
});
