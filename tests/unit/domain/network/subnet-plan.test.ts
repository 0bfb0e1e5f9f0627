import { type SubnetPlanArgs, planSubnets } from "../../../../domain/network/subnet-plan";
import { TIERS } from "../../../../domain/network/zones-and-tiers";

const PLAN: SubnetPlanArgs = { cidr: "10.0.0.0/16", zones: ["a", "b", "c"], tiers: TIERS, subnets: {} };

const EXPLICIT = {
  public: { a: "10.0.1.0/24", b: "10.0.2.0/24", c: "10.0.3.0/24" },
  private: { a: "10.0.11.0/24", b: "10.0.12.0/24", c: "10.0.13.0/24" },
};

function planned(change: Partial<SubnetPlanArgs>): Record<string, string> {
  const subnets = planSubnets({ ...PLAN, ...change });
  return Object.fromEntries(subnets.map(({ tier, zone, cidr }) => [`${tier}-${zone}`, cidr]));
}

function refusal(change: Partial<SubnetPlanArgs>): string {
  try {
    planned(change);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("planSubnets accepted the plan");
}

describe("planSubnets with computed blocks", () => {
  it("assigns fixed positions in a /16", () => {
    expect(planned({ zones: ["a", "h"] })).toEqual({
      "public-a": "10.0.16.0/22",
      "public-h": "10.0.240.0/22",
      "private-a": "10.0.0.0/20",
      "private-h": "10.0.224.0/20",
      "isolated-a": "10.0.20.0/22",
      "isolated-h": "10.0.244.0/22",
      "control-plane-a": "10.0.28.0/28",
      "control-plane-h": "10.0.252.0/28",
    });
  });

  it("assigns fixed positions in a /22, the smallest block", () => {
    expect(planned({ cidr: "192.168.4.0/22", zones: ["b"] })).toEqual({
      "private-b": "192.168.4.128/26",
      "public-b": "192.168.4.192/28",
      "isolated-b": "192.168.4.208/28",
      "control-plane-b": "192.168.4.240/28",
    });
  });

  it("ignores the order of zones and tiers", () => {
    const shuffled = { ...PLAN, zones: ["c", "a", "b", "a"], tiers: [...TIERS].reverse() } as const;
    expect(planSubnets(shuffled)).toEqual(planSubnets(PLAN));
  });

  it("returns only the given zones and tiers", () => {
    expect(Object.keys(planned({ zones: ["d"], tiers: ["isolated", "private"] }))).toEqual(["private-d", "isolated-d"]);
  });
});

describe("planSubnets with explicit blocks", () => {
  it("computes the blocks of other tiers", () => {
    expect(planned({ subnets: EXPLICIT, zones: ["c", "b", "a"] })).toEqual({
      "public-a": "10.0.1.0/24",
      "public-b": "10.0.2.0/24",
      "public-c": "10.0.3.0/24",
      "private-a": "10.0.11.0/24",
      "private-b": "10.0.12.0/24",
      "private-c": "10.0.13.0/24",
      "isolated-a": "10.0.20.0/22",
      "isolated-b": "10.0.52.0/22",
      "isolated-c": "10.0.84.0/22",
      "control-plane-a": "10.0.28.0/28",
      "control-plane-b": "10.0.60.0/28",
      "control-plane-c": "10.0.92.0/28",
    });
  });

  it("accepts a small VPC if every tier has explicit blocks", () => {
    const subnets = { private: { a: "10.0.0.0/26" }, "control-plane": { a: "10.0.0.64/28" } };
    expect(planned({ cidr: "10.0.0.0/24", zones: ["a"], tiers: ["private", "control-plane"], subnets })).toEqual({
      "private-a": "10.0.0.0/26",
      "control-plane-a": "10.0.0.64/28",
    });
  });
});

describe("planSubnets with invalid arguments", () => {
  it.each([
    ["no CIDR", "10.0.0/16", "cidr 10.0.0/16 is not an IPv4 CIDR block: write it like 10.0.0.0/16"],
    ["no prefix", "10.0.0.0", "cidr 10.0.0.0 is not an IPv4 CIDR block: write it like 10.0.0.0/16"],
    ["IPv6", "fd00::/64", "cidr fd00::/64 is not an IPv4 CIDR block: write it like 10.0.0.0/16"],
    ["host bits", "10.0.7.0/16", "cidr 10.0.7.0/16 does not start its block: write 10.0.0.0/16"],
    [
      "a block above /16",
      "10.0.0.0/15",
      "cidr 10.0.0.0/15 has a size that AWS does not offer: choose a prefix from /16 to /28",
    ],
    [
      "a block below /28",
      "10.0.0.0/29",
      "cidr 10.0.0.0/29 has a size that AWS does not offer: choose a prefix from /16 to /28",
    ],
    [
      "a block too small for slots",
      "10.0.0.0/23",
      "cidr 10.0.0.0/23 is too small to compute public, private, isolated, control-plane: choose a VPC of /22 or larger, or write every tier into subnets",
    ],
  ])("refuses a VPC with %s", (_, cidr, problem) => {
    expect(refusal({ cidr })).toBe(`The subnets of VPC ${cidr} cannot be planned:\n  - ${problem}`);
  });

  it("reports all faults of explicit blocks at once", () => {
    const message = refusal({
      tiers: ["public", "private", "control-plane"],
      subnets: {
        public: { a: "10.0.1.0/24", b: "10.0.2.9/24" },
        private: { a: "10.0.16.0/20", b: "10.0.32.0/30", c: "ten", e: "10.0.48.0/20" },
        isolated: { a: "10.0.64.0/24" },
      },
    });
    expect(message).toBe(
      [
        "The subnets of VPC 10.0.0.0/16 cannot be planned:",
        "  - subnets.public.b 10.0.2.9/24 does not start its block: write 10.0.2.0/24",
        "  - subnets.public.c is missing: give every zone of the tier a block, or none",
        "  - subnets.private.b 10.0.32.0/30 has a size that AWS does not offer: choose a prefix from /16 to /28",
        "  - subnets.private.c ten is not an IPv4 CIDR block: write it like 10.0.0.0/16",
        "  - subnets.private.e is given, but zones does not name e: add it there or remove it here",
        "  - subnets.isolated is given, but tiers does not name isolated: add it there or remove it here",
      ].join("\n"),
    );
  });

  it("reports every overlap, and every subnet outside of the VPC", () => {
    const message = refusal({
      zones: ["a", "b"],
      subnets: { public: { a: "10.0.0.0/24", b: "10.0.0.128/25" }, isolated: { a: "10.1.0.0/24", b: "10.0.60.0/24" } },
    });
    expect(message).toBe(
      [
        "The subnets of VPC 10.0.0.0/16 cannot be planned:",
        "  - isolated-a 10.1.0.0/24 is outside the VPC: choose a block inside 10.0.0.0/16",
        "  - public-a 10.0.0.0/24 overlaps public-b 10.0.0.128/25: move one of them in subnets",
        "  - public-a 10.0.0.0/24 overlaps private-a 10.0.0.0/20 (computed): move one of them in subnets",
        "  - public-b 10.0.0.128/25 overlaps private-a 10.0.0.0/20 (computed): move one of them in subnets",
        "  - isolated-b 10.0.60.0/24 overlaps control-plane-b 10.0.60.0/28 (computed): move one of them in subnets",
      ].join("\n"),
    );
  });

  it("refuses a subnet as large as the VPC beside another subnet", () => {
    expect(
      refusal({ zones: ["a"], tiers: ["private", "control-plane"], subnets: { private: { a: "10.0.0.0/16" } } }),
    ).toContain("private-a 10.0.0.0/16 overlaps control-plane-a 10.0.28.0/28 (computed)");
  });
});
