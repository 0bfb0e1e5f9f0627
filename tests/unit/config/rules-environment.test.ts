import { check } from "../../../config/check/check";
import { edited, type Edits, fileText, MINIMAL, PROD, problemsWith, sourceOf, TODAY, verdictOn } from "./fixtures";

describe("rules of prod", () => {
  it("are kept by the least that prod must say", () => {
    expect(problemsWith({}, { stack: "prod" })).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "unprotected storage",
      { "storage.deletionProtection": false },
      ["storage.deletionProtection: Prod is protected against deletion."],
    ],
    [
      "backups that may be deleted, under a key of AWS",
      { "backup.enabled": true, "backup.deletionProtection": false },
      [
        "backup.encryption: Prod requires customer-managed keys: their use is logged, and access can be withdrawn.",
        "backup.deletionProtection: Prod is protected against deletion.",
      ],
    ],
    [
      "an unprotected cluster",
      { "cluster.deletionProtection": false },
      ["cluster.deletionProtection: Prod is protected against deletion."],
    ],
    [
      "force destroy",
      { "storage.forceDestroy": true },
      [
        "storage.forceDestroy: storage/force-destroy-with-deletion-protection",
        "storage.forceDestroy: Prod data is not deleted along with its bucket.",
      ],
    ],
    [
      "two zones",
      { "network.zones": ["a", "b"] },
      ["network.zones: Prod stands in three zones, so that it survives the loss of one."],
    ],
    [
      "a single NAT gateway",
      { "network.nat": "single" },
      ["network.nat: With a single NAT gateway the loss of its zone takes all others off the internet."],
    ],
    [
      "a public endpoint",
      { "cluster.endpoint": { public: true, publicCidrs: ["203.0.113.0/24"] } },
      ["cluster.endpoint.public: The Kubernetes API of prod is reachable from its network only."],
    ],
    [
      "AWS's key for storage",
      { "storage.encryption": "aws-managed" },
      ["storage.encryption: Prod requires customer-managed keys: their use is logged, and access can be withdrawn."],
    ],
    [
      "AWS's key for secrets",
      { "cluster.secretsEncryption": "aws-owned" },
      [
        "cluster.secretsEncryption: Prod requires customer-managed keys: their use is logged, and access can be withdrawn.",
      ],
    ],
    [
      "four logs",
      { "cluster.logTypes": ["api", "audit", "authenticator", "scheduler"] },
      ["cluster.logTypes: Prod keeps every control plane log."],
    ],
    [
      "Spot of two types",
      {
        "cluster.nodeGroups.main.capacityType": "SPOT",
        "cluster.nodeGroups.main.instanceTypes": ["m7g.large", "m6g.large"],
      },
      ["cluster.nodeGroups.main.instanceTypes: cluster/too-few-spot-types"],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits, { stack: "prod" })).toEqual(problems);
  });

  it.each<[string, Edits]>([
    ["NAT nowhere", { "network.nat": "none" }],
    ["five zones", { "network.zones": ["a", "b", "c", "d", "e"] }],
    [
      "Spot of three types",
      {
        "cluster.nodeGroups.main.capacityType": "SPOT",
        "cluster.nodeGroups.main.instanceTypes": ["m7g.large", "m6g.large", "c7g.large"],
      },
    ],
    [
      "no protection in teardown",
      { teardown: "shop-prod", "storage.deletionProtection": false, "storage.forceDestroy": true },
    ],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits, { stack: "prod" })).toEqual([]);
  });

  it.each(["dev", "staging"])("leave %s alone", (environment) => {
    const unlikeProd = Object.keys(PROD).filter((key) => key !== "environment");
    expect(problemsWith(Object.fromEntries(unlikeProd.map((key) => [key, undefined])), { stack: environment })).toEqual(
      expect.not.arrayContaining([expect.stringContaining("Prod")]),
    );
  });
});

describe("rules of the stack", () => {
  it("hold an environment's stack to that environment", () => {
    expect(problemsWith({ environment: "dev" }, { stack: "prod" })).toEqual([
      "environment: The stack is named after another environment.",
    ]);
  });

  it("let a stack of another name be of any environment", () => {
    const text = fileText(edited(MINIMAL, { environment: "staging" }));
    expect(check(sourceOf(text, "ann"), TODAY).problems).toEqual([]);
  });

  it("take a teardown that names the platform", () => {
    expect(problemsWith({ teardown: "shop-dev" })).toEqual([]);
    expect(problemsWith({ teardown: "shop-prod" })).toEqual(["teardown: Does not name this platform."]);
  });

  it.each([
    ["[aws, kubernetes]", 0],
    ['["*"]', 0],
    ["[kubernetes]", 1],
    ["[]", 1],
    ["aws", 1],
  ])("want no default providers: %s has %d problem", (list, count) => {
    const text = fileText(MINIMAL).replace(
      /disable-default-providers:\n( +- \w+\n)+/,
      `disable-default-providers: ${list}\n`,
    );
    const paths = check(sourceOf(text), TODAY).problems.map(({ path }) => path);
    expect(paths).toEqual(Array.from({ length: count }, () => "pulumi:disable-default-providers"));
  });
});

describe("a Region that this release does not know", () => {
  it("is accepted with a warning that names the nearest one", () => {
    expect(problemsWith({ "aws.secondRegion": "us-wset-2" })).toEqual([]);
    const [warning] = verdictOn({ "aws.secondRegion": "us-wset-2" }).warnings;
    expect(warning?.message).toBe("`us-wset-2` is not among the Regions that this release knows.");
    expect(warning?.fix).toEqual(["correct `aws.secondRegion`; the nearest known Region is us-west-2"]);
  });
});

describe("a second Region", () => {
  it("is another than the first", () => {
    expect(problemsWith({ "aws.secondRegion": "eu-west-1" })).toEqual([
      "aws.secondRegion: `secondRegion` is the stack's own Region: its copies would be lost together with the originals.",
    ]);
  });

  it("is one of the partition", () => {
    expect(problemsWith({ "aws.secondRegion": "us-gov-east-1" })).toHaveLength(1);
    expect(problemsWith({ "aws.secondRegion": "eu-central-1" })).toEqual([]);
  });
});

describe("an organization", () => {
  it.each(["o-A1B2C3D4E5", "r-ab12", "o-short"])("is refused as %s", (organizationId) => {
    expect(problemsWith({ "aws.organizationId": organizationId })).toHaveLength(1);
  });

  it("is taken by its id", () => {
    expect(problemsWith({ "aws.organizationId": "o-a1b2c3d4e5" })).toEqual([]);
  });
});
