import { prefixLength } from "../../../../domain/network/cidr";
import { planPodSubnets, planSubnets } from "../../../../domain/network/subnet-plan";
import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";
import { transit } from "../many";

const NODES = "cluster.nodeGroups.main.maxSize";

/** The private subnets of two zones in a /22 have 59 usable addresses each. */
const SMALL: Edits = { "network.cidr": "10.0.0.0/22" };

const TOO_FEW = ["cluster.nodeGroups: network/too-few-node-addresses"];

const messageOf = (edits: Edits): string | undefined => verdictOn(edits).problems[0]?.message;

describe("the rule for addresses of nodes", () => {
  it.each<[string, Edits]>([
    ["few nodes in a /16", {}],
    ["150 nodes in a /16 with a block for pods", { [NODES]: 150, "network.podCidr": "100.64.0.0/16" }],
    [
      "50 nodes in a /16 from an IPAM pool",
      {
        "network.cidr": undefined,
        "network.ipam": { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 16 },
        [NODES]: 50,
      },
    ],
  ])("accepts %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)].filter((line) => line.includes("addresses"))).toEqual([]);
  });

  it("warns when nodes that are full of pods need more addresses than their subnets have", () => {
    expect(problemsWith({ ...SMALL, [NODES]: 3 })).toEqual([]);
    expect(warningsWith({ ...SMALL, [NODES]: 3 })).toContain("cluster.nodeGroups: network/too-few-pod-addresses");
  });

  it("refuses node groups whose nodes need more addresses even without pods", () => {
    expect(problemsWith({ ...SMALL, [NODES]: 4 })).toEqual(TOO_FEW);
    expect(messageOf({ ...SMALL, [NODES]: 4 })).toBe(
      "4 nodes without pods need 132 IPv4 addresses, but their subnets have 118.",
    );
  });

  it("proposes a block for pods that overlaps neither the VPC nor a route", () => {
    const edits = { ...SMALL, "network.cidr": "100.64.0.0/22", ...transit("100.65.0.0/16"), [NODES]: 4 };
    expect(verdictOn(edits).problems[0]?.fix).toEqual(["set `network.podCidr`, for example to 100.66.0.0/16"]);
  });

  it("counts the block for pods", () => {
    expect(messageOf({ ...SMALL, [NODES]: 40, "network.podCidr": "100.64.0.0/20" })).toMatch(
      /need 1320 .* have 1132\.$/,
    );
  });

  it("counts only nodes where pods have IPv6, and proposes no block for pods", () => {
    const edits = { ...SMALL, "cluster.ipFamily": "ipv6", "network.ipv6": true };
    expect(problemsWith({ ...edits, [NODES]: 118 })).toEqual([]);
    const [problem] = verdictOn({ ...edits, [NODES]: 119 }).problems;
    expect(problem).toMatchObject({
      code: "network/too-few-node-addresses",
      allowed: "fewer nodes, or a larger network",
      fix: ["lower `maxSize` of main, or use a larger `network.cidr`"],
    });
  });

  it("counts a group with `perZone` once in each zone", () => {
    const edits = { ...SMALL, [NODES]: 2, "cluster.nodeGroups.main.perZone": true };
    expect(problemsWith(edits)).toEqual(TOO_FEW);
    expect(messageOf(edits)).toMatch(/^4 nodes /);
  });

  it("counts explicit blocks", () => {
    const subnets = { private: { a: "10.0.0.0/26", b: "10.0.0.64/26" } };
    expect(problemsWith({ "network.subnets": subnets, [NODES]: 4 })).toEqual(TOO_FEW);
  });
});

describe("subnet sizes that the rule assumes", () => {
  it.each(["10.0.0.0/16", "10.0.0.0/20", "10.0.0.0/22"])("equal those of the subnet plan in %s", (cidr) => {
    const [subnet] = planSubnets({ cidr, zones: ["a"], tiers: ["private"], subnets: {} });
    expect(prefixLength(subnet?.cidr ?? "")).toBe(prefixLength(cidr) + 4);
  });

  it("equal those of the plan for pods", () => {
    const [subnet] = planPodSubnets({ cidr: "10.0.0.0/16", podCidr: "100.64.0.0/16", zones: ["a"] });
    expect(prefixLength(subnet?.cidr ?? "")).toBe(19);
  });
});
