import { type Edits, PROD, problemsWith, verdictOn } from "../fixtures";

describe("a stack of prod", () => {
  it("is valid with the fewest keys that the rules of prod require", () => {
    expect(problemsWith({}, { stack: "prod" })).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "storage without deletion protection",
      { "storage.deletionProtection": false },
      ["storage.deletionProtection: stack/prod-unprotected"],
    ],
    [
      "backups without deletion protection, under a key of AWS",
      { "backup.enabled": true, "backup.deletionProtection": false },
      [
        "backup.encryption: stack/prod-without-customer-managed-key",
        "backup.deletionProtection: stack/prod-unprotected",
      ],
    ],
    [
      "a cluster without deletion protection",
      { "cluster.deletionProtection": false },
      ["cluster.deletionProtection: stack/prod-unprotected"],
    ],
    [
      "force destroy",
      { "storage.forceDestroy": true },
      [
        "storage.forceDestroy: storage/force-destroy-with-deletion-protection",
        "storage.forceDestroy: stack/prod-force-destroy",
      ],
    ],
    [
      "a file system in one zone",
      { "storage.fileSystems": { shared: { zone: "a" } } },
      ["storage.fileSystems.shared.zone: stack/prod-single-zone-file-system"],
    ],
    ["two zones", { "network.zones": ["a", "b"] }, ["network.zones: stack/prod-too-few-zones"]],
    ["a single NAT gateway", { "network.nat": "single" }, ["network.nat: stack/prod-single-nat"]],
    [
      "a public endpoint",
      { "cluster.endpoint": { public: true, publicCidrs: ["203.0.113.0/24"] } },
      ["cluster.endpoint.public: stack/prod-public-endpoint"],
    ],
    [
      "an AWS managed key for storage",
      { "storage.encryption": "aws-managed" },
      ["storage.encryption: stack/prod-without-customer-managed-key"],
    ],
    [
      "an AWS owned key for secrets",
      { "cluster.secretsEncryption": "aws-owned" },
      ["cluster.secretsEncryption: stack/prod-without-customer-managed-key"],
    ],
    [
      "four of the five control plane logs",
      { "cluster.logTypes": ["api", "audit", "authenticator", "scheduler"] },
      ["cluster.logTypes: stack/prod-without-all-logs"],
    ],
    [
      "Spot capacity of two instance types",
      {
        "cluster.nodeGroups.main.capacityType": "SPOT",
        "cluster.nodeGroups.main.instanceTypes": ["m7g.large", "m6g.large"],
      },
      ["cluster.nodeGroups.main.instanceTypes: cluster/too-few-spot-types"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits, { stack: "prod" })).toEqual(problems);
  });

  it("gets all control plane logs by one command", () => {
    const [problem] = verdictOn({ "cluster.logTypes": ["audit"] }, { stack: "prod" }).problems;
    expect(problem?.fix).toEqual([
      `npm run config -- set prod cluster.logTypes '["api","audit","authenticator","controllerManager","scheduler"]'`,
    ]);
  });

  it.each<[string, Edits]>([
    ["no NAT gateway", { "network.nat": "none" }],
    ["five zones", { "aws.region": "mx-central-1", "network.zones": ["a", "b", "c", "d", "e"] }],
    [
      "Spot capacity of three instance types",
      {
        "cluster.nodeGroups.main.capacityType": "SPOT",
        "cluster.nodeGroups.main.instanceTypes": ["m7g.large", "m6g.large", "c7g.large"],
      },
    ],
    [
      "no deletion protection once `teardown` names it",
      { teardown: "shop-prod", "storage.deletionProtection": false, "storage.forceDestroy": true },
    ],
  ])("can have %s", (_, edits) => {
    expect(problemsWith(edits, { stack: "prod" })).toEqual([]);
  });
});

describe.each(["dev", "staging"])("a stack of %s", (environment) => {
  it("need not satisfy the rules of prod", () => {
    const unlikeProd = Object.keys(PROD).filter((key) => key !== "environment");
    expect(problemsWith(Object.fromEntries(unlikeProd.map((key) => [key, undefined])), { stack: environment })).toEqual(
      expect.not.arrayContaining([expect.stringContaining("stack/prod-")]),
    );
  });
});
