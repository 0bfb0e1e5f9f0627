import { prefixLength } from "../../../domain/network/cidr";
import { planPodSubnets, planSubnets } from "../../../domain/network/subnet-plan";
import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

const NODES = "cluster.nodeGroups.main.maxSize";

/** Two zones in a /22: 59 usable addresses each. */
const SMALL: Edits = { "network.cidr": "10.0.0.0/22" };

describe("addresses of nodes", () => {
  it.each<[string, Edits]>([
    ["few nodes in a large network", {}],
    ["150 nodes in a /16 with a block for pods", { [NODES]: 150, "network.podCidr": "100.64.0.0/16" }],
    [
      "a pool that is large enough",
      {
        "network.cidr": undefined,
        "network.ipam": { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 16 },
        [NODES]: 50,
      },
    ],
  ])("are enough for %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)].filter((line) => line.includes("addresses"))).toEqual([]);
  });

  it("are warned of when full nodes would want more than there are", () => {
    expect(problemsWith({ ...SMALL, [NODES]: 3 })).toEqual([]);
    expect(warningsWith({ ...SMALL, [NODES]: 3 })).toContain(
      "cluster.nodeGroups: 3 nodes full of pods need 387 addresses, and their subnets have 118.",
    );
  });

  it("are refused when nodes could not even start", () => {
    expect(problemsWith({ ...SMALL, [NODES]: 4 })).toEqual([
      "cluster.nodeGroups: 4 nodes need 132 addresses before the first pod, and their subnets have 118.",
    ]);
  });

  it("count the block for pods", () => {
    expect(problemsWith({ ...SMALL, [NODES]: 40, "network.podCidr": "100.64.0.0/20" })).toEqual([
      "cluster.nodeGroups: 40 nodes need 1320 addresses before the first pod, and their subnets have 1132.",
    ]);
  });

  it("are the nodes' alone where pods have IPv6, and then no block for pods would help", () => {
    const edits = { ...SMALL, "cluster.ipFamily": "ipv6", "network.ipv6": true };
    expect(problemsWith({ ...edits, [NODES]: 118 })).toEqual([]);
    const [problem] = verdictOn({ ...edits, [NODES]: 119 }).problems;
    expect(problem).toMatchObject({
      message: "119 nodes need 119 addresses before the first pod, and their subnets have 118.",
      allowed: "fewer nodes, or a larger network",
      fix: ["lower maxSize of main, or take a larger network"],
    });
  });

  it("count a group for each zone once in each", () => {
    expect(problemsWith({ ...SMALL, [NODES]: 2, "cluster.nodeGroups.main.perZone": true })).toEqual([
      "cluster.nodeGroups: 4 nodes need 132 addresses before the first pod, and their subnets have 118.",
    ]);
  });

  it("count blocks written by hand", () => {
    const subnets = { private: { a: "10.0.0.0/26", b: "10.0.0.64/26" } };
    expect(problemsWith({ "network.subnets": subnets, [NODES]: 4 })).toEqual([
      "cluster.nodeGroups: 4 nodes need 132 addresses before the first pod, and their subnets have 118.",
    ]);
  });
});

describe("the sizes that the rule reckons with", () => {
  it.each(["10.0.0.0/16", "10.0.0.0/20", "10.0.0.0/22"])("are those of the plan in %s", (cidr) => {
    const [subnet] = planSubnets({ cidr, zones: ["a"], tiers: ["private"], subnets: {} });
    expect(prefixLength(subnet?.cidr ?? "")).toBe(prefixLength(cidr) + 4);
  });

  it("are those of the plan for pods", () => {
    const [subnet] = planPodSubnets({ cidr: "10.0.0.0/16", podCidr: "100.64.0.0/16", zones: ["a"] });
    expect(prefixLength(subnet?.cidr ?? "")).toBe(19);
  });
});
