import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

describe("rules about the control plane", () => {
  it.each<[string, Edits]>([
    ["a VPC next to the block of Services", { "network.cidr": "172.16.0.0/16" }],
    [
      "a public endpoint with a list of CIDR blocks",
      { "cluster.endpoint": { public: true, publicCidrs: ["203.0.113.0/24"] } },
    ],
    ["nodes one minor version behind", { "cluster.version": "1.36", "cluster.nodeVersion": "1.35" }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a block of Services within the VPC",
      { "network.cidr": "172.20.0.0/16" },
      ["cluster.serviceCidr: cluster/service-cidr-overlaps-vpc"],
    ],
    [
      "a VPC within the block of Services",
      { "network.cidr": "10.64.0.0/16", "cluster.serviceCidr": "10.64.0.0/12" },
      ["cluster.serviceCidr: cluster/service-cidr-overlaps-vpc"],
    ],
    [
      "a cluster without an endpoint",
      { "cluster.endpoint.private": false },
      ["cluster.endpoint.private: cluster/no-private-endpoint"],
    ],
    [
      "a public endpoint alone, which nodes cannot reach",
      { "cluster.endpoint": { private: false, public: true, publicCidrs: ["203.0.113.0/24"] } },
      ["cluster.endpoint.private: cluster/no-private-endpoint"],
    ],
    [
      "a public endpoint without a list of CIDR blocks",
      { "cluster.endpoint.public": true },
      ["cluster.endpoint.publicCidrs: cluster/public-endpoint-without-cidrs"],
    ],
    [
      "a list of CIDR blocks without a public endpoint",
      { "cluster.endpoint.publicCidrs": ["203.0.113.0/24"] },
      ["cluster.endpoint.publicCidrs: cluster/public-cidrs-unused"],
    ],
    [
      "nodes newer than their control plane",
      { "cluster.version": "1.35", "cluster.nodeVersion": "1.36" },
      ["cluster.nodeVersion: cluster/node-version-skew"],
    ],
    [
      "nodes two minor versions behind",
      { "cluster.version": "1.36", "cluster.nodeVersion": "1.34" },
      ["cluster.nodeVersion: cluster/node-version-skew"],
    ],
    ["a version that does not exist", { "cluster.version": "1.99" }, ["cluster.version: cluster/unknown-version"]],
    [
      "more than 40 public CIDR blocks",
      { "cluster.endpoint": { public: true, publicCidrs: publicBlocks(41) } },
      ["cluster.endpoint.publicCidrs: schema/wrong-number-of-entries"],
    ],
    [
      "public CIDR blocks of reserved and private addresses",
      { "cluster.endpoint": { public: true, publicCidrs: ["198.18.0.0/16", "224.0.0.0/8", "172.0.0.0/8"] } },
      [0, 1, 2].map((index) => `cluster.endpoint.publicCidrs[${index}]: schema/invalid-value`),
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("allow 40 public CIDR blocks", () => {
    expect(problemsWith({ "cluster.endpoint": { public: true, publicCidrs: publicBlocks(40) } })).toEqual([]);
  });
});

describe("support of the Kubernetes version", () => {
  const VERSION: Edits = { "cluster.version": "1.35" };
  const ENDS = ["cluster.version: cluster/version-support-ends"];

  it("causes a warning from 90 days before its end, and an error from 30 days before", () => {
    expect(warningsWith(VERSION, { today: new Date("2026-12-26") })).toEqual([]);
    expect(warningsWith(VERSION, { today: new Date("2026-12-27") })).toEqual(ENDS);
    expect(problemsWith(VERSION, { today: new Date("2027-02-24") })).toEqual([]);
    expect(problemsWith(VERSION, { today: new Date("2027-02-25") })).toEqual(ENDS);
  });

  it("causes a warning only, if the stack accepts the automatic upgrade", () => {
    const accepting = { ...VERSION, "cluster.acceptForcedUpgrade": true };
    const lastDay = { today: new Date("2027-03-26") };
    expect(problemsWith(accepting, lastDay)).toEqual([]);
    expect(verdictOn(accepting, lastDay).warnings.map(({ message }) => message)).toEqual([
      "Standard support ends in 1 day, on 2027-03-27; after that, AWS upgrades the cluster automatically.",
    ]);
  });

  it("causes an error once it has ended, and a warning while it is extended", () => {
    const afterTheEnd = { today: new Date("2027-03-27") };
    expect(problemsWith(VERSION, afterTheEnd)).toEqual(["cluster.version: cluster/version-out-of-support"]);
    const extended = { ...VERSION, "cluster.supportType": "EXTENDED" };
    expect(problemsWith(extended, afterTheEnd)).toEqual([]);
    expect(warningsWith(extended, afterTheEnd)).toEqual(["cluster.version: cluster/extended-support"]);
  });
});

function publicBlocks(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `8.8.${index}.0/24`);
}
