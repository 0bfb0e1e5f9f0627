import fc from "fast-check";

import { type PlannedSubnet, planSubnets } from "../../../../domain/network/subnet-plan";
import { TIERS, type Tier, ZONE_LETTERS } from "../../../../domain/network/zones-and-tiers";

const PREFIXES = [16, 17, 18, 19, 20, 21, 22];

/** Address arithmetic of the test's own, so that a mistake of the plan's cannot hide in its helper. */
function range(cidr: string): { first: number; last: number; prefix: number } {
  const [address = "", prefix = ""] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1, prefix: Number(prefix) };
}

function byKey(subnets: readonly PlannedSubnet[]): Map<string, string> {
  return new Map(subnets.map(({ tier, zone, cidr }) => [`${tier}-${zone}`, cidr]));
}

/** A VPC block of a random prefix at a random place of the private address space. */
const anyVpc = fc
  .record({ prefix: fc.constantFrom(...PREFIXES), seed: fc.nat(2 ** 24 - 1) })
  .map(({ prefix, seed }) => {
    const size = 2 ** (32 - prefix);
    const start = 10 * 2 ** 24 + Math.floor(seed / size) * size;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${prefix}`;
  });
const anyZones = fc.shuffledSubarray([...ZONE_LETTERS]);
const anyTiers = fc.shuffledSubarray([...TIERS]);

describe.each(PREFIXES)("the plan of a /%i", (prefix) => {
  const cidr = `10.32.0.0/${prefix}`;
  const whole = planSubnets({ cidr, zones: ZONE_LETTERS, tiers: TIERS, subnets: {} });

  it("contains disjoint subnets of valid sizes for every tier and zone", () => {
    const vpc = range(cidr);
    const ranges = whole.map((subnet) => range(subnet.cidr)).sort((one, other) => one.first - other.first);
    expect(ranges).toHaveLength(ZONE_LETTERS.length * TIERS.length);
    for (const [index, { first, last, prefix: length }] of ranges.entries()) {
      expect(first).toBeGreaterThan(ranges[index - 1]?.last ?? vpc.first - 1);
      expect(last).toBeLessThanOrEqual(vpc.last);
      expect(length).toBeGreaterThanOrEqual(16);
      expect(length).toBeLessThanOrEqual(28);
    }
  });

  it("reserves an eighth of each zone's slot for a later tier, and the end of the slot", () => {
    const slotSize = 2 ** (32 - prefix - 3);
    for (const [index] of ZONE_LETTERS.entries()) {
      const slot = range(cidr).first + index * slotSize;
      const reserved = { first: slot + (slotSize * 6) / 8, last: slot + (slotSize * 7) / 8 - 1 };
      const inside = whole.filter((subnet) => {
        const { first, last } = range(subnet.cidr);
        return first <= reserved.last && last >= reserved.first;
      });
      expect(inside).toEqual([]);
    }
  });
});

it("keeps all blocks when zones and tiers change, in any VPC", () => {
  fc.assert(
    fc.property(anyVpc, anyZones, anyTiers, anyZones, anyTiers, (cidr, zones, tiers, otherZones, otherTiers) => {
      const before = byKey(planSubnets({ cidr, zones, tiers, subnets: {} }));
      const after = byKey(planSubnets({ cidr, zones: otherZones, tiers: otherTiers, subnets: {} }));
      const moved = [...before].filter(([key, block]) => after.has(key) && after.get(key) !== block);
      expect(moved).toEqual([]);
    }),
  );
});

it("accepts computed blocks as explicit blocks, and refuses them in another VPC", () => {
  fc.assert(
    fc.property(anyVpc, anyVpc, fc.shuffledSubarray([...ZONE_LETTERS], { minLength: 1 }), (cidr, otherCidr, zones) => {
      const tiers: Tier[] = ["private", "isolated"];
      const computed = planSubnets({ cidr, zones, tiers, subnets: {} });
      const subnets = Object.fromEntries(
        tiers.map((tier) => [
          tier,
          Object.fromEntries(
            computed.filter((subnet) => subnet.tier === tier).map(({ zone, cidr: block }) => [zone, block]),
          ),
        ]),
      );
      expect(planSubnets({ cidr, zones, tiers, subnets })).toEqual(computed);
      const [vpc, other] = [range(cidr), range(otherCidr)];
      fc.pre(vpc.last < other.first || other.last < vpc.first);
      expect(() => planSubnets({ cidr: otherCidr, zones, tiers, subnets })).toThrow("is outside the VPC");
    }),
  );
});
