import { check } from "../../../../config/check/check";
import {
  edited,
  type Edits,
  fileText,
  MINIMAL,
  problemsWith,
  sourceOf,
  TODAY,
  verdictOn,
  warningsWith,
} from "../fixtures";

describe("environment", () => {
  it("is the one that the stack is named after", () => {
    expect(problemsWith({ environment: "dev" }, { stack: "prod" })).toEqual([
      "environment: stack/environment-mismatch",
    ]);
  });

  it("is free to choose in a stack that is not named after an environment", () => {
    const text = fileText(edited(MINIMAL, { environment: "staging" }));
    expect(check(sourceOf(text, "ann"), TODAY).problems).toEqual([]);
  });
});

describe("the name of the stack", () => {
  it.each(["preview-dev", "approve-prod"])(
    "is not %s, which is that of a GitHub environment of pull requests",
    (stack) => {
      expect(problemsWith({ environment: "dev" }, { stack })).toEqual(["environment: stack/reserved-stack-name"]);
    },
  );

  it.each(["previews", "dev-preview"])("can be %s", (stack) => {
    expect(problemsWith({ environment: "dev" }, { stack })).toEqual([]);
  });
});

describe("name", () => {
  it.each([
    ["awsome", {}],
    ["sthree-shop", {}],
    ["my--shop", { "storage.registries": { api: {} } }],
  ])("cannot be %s, because an AWS service refuses names that begin with it", (name, edits) => {
    expect(problemsWith({ name, ...edits })).toEqual(["name: stack/refused-platform-name"]);
  });
});

describe("teardown", () => {
  it("is name and environment with a hyphen between them", () => {
    expect(problemsWith({ teardown: "shop-dev" })).toEqual([]);
    expect(problemsWith({ teardown: "shop-prod" })).toEqual(["teardown: stack/teardown-mismatch"]);
  });

  it("can be a list of resources that the stack file contains", () => {
    const edits = {
      "storage.buckets": { data: { noncurrentExpirationDays: 30 } },
      "storage.registries": { api: {} },
      "cluster.namespaces": { shop: {} },
      backup: { enabled: true },
    };
    const teardown = ["storage.buckets.data", "storage.registries.api", "cluster.namespaces.shop", "backup"];
    expect(problemsWith({ ...edits, teardown })).toEqual([]);
    expect(problemsWith({ ...edits, teardown: ["storage.buckets.dta"] })).toEqual([
      "teardown[0]: stack/teardown-unknown-path",
    ]);
  });

  it.each<[string, string, Edits, string]>([
    [
      "the bucket of the log archive",
      "storage.buckets.audit",
      {
        "storage.buckets": { audit: { class: "logs" } },
        "monitoring.logs.archive": { bucket: "audit", logGroups: { main: "app" } },
      },
      "monitoring.logs.archive.bucket",
    ],
    [
      "the workspace that Grafana reads",
      "monitoring.prometheus",
      { "monitoring.prometheus": {}, "monitoring.grafana": { dataSources: ["PROMETHEUS"] } },
      "monitoring.grafana.dataSources",
    ],
    [
      "the zone of the sample workload",
      "cluster.hostedZones.main",
      {
        "cluster.hostedZones": { main: { domain: "dev.example.com" } },
        "cluster.namespaces": { web: {} },
        "cluster.loadBalancerController": {},
        "cluster.sampleWorkload": {
          namespace: "web",
          versions: { blue: { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev/web:1" } },
          ingress: { scheme: "internal", inboundCidrs: ["10.0.0.0/16"], host: "a.dev.example.com" },
        },
      },
      "cluster.sampleWorkload.ingress.host",
    ],
  ])("cannot name %s", (_, path, edits, user) => {
    const { problems } = verdictOn({ ...edits, teardown: [path] });
    expect(problems.map(({ code, fix }) => [code, fix])).toEqual([
      ["stack/teardown-of-used", [`remove or change \`${user}\` first`]],
    ]);
  });

  it("can name a secret whose key has a slash", () => {
    const secrets = { "storage.secrets": { "shop/database": {} } };
    expect(problemsWith({ ...secrets, teardown: ["storage.secrets.shop/database"] })).toEqual([]);
  });

  it.each([
    ["removes the key whose only entry is a removed resource", ["uploads"], ["npm run config -- rm dev teardown"]],
    [
      "removes the key if all its entries are removed resources",
      ["uploads", "images"],
      ["npm run config -- rm dev teardown"],
    ],
    ["removes one entry of several", ["uploads", "assets"], ["npm run config -- rm dev 'teardown[0]'"]],
    [
      "describes a probable misspelling, and names no other resource in a command",
      ["asset"],
      ["remove the entry if its resource is removed; if it is a misspelling of `storage.buckets.assets`, correct it"],
    ],
  ])("%s", (_, buckets, fix) => {
    const teardown = buckets.map((bucket) => `storage.buckets.${bucket}`);
    const edits = { "storage.buckets": { assets: { noncurrentExpirationDays: 30 } }, teardown };
    expect(verdictOn(edits).problems[0]?.fix).toEqual(fix);
  });
});

describe("pulumi:disable-default-providers", () => {
  it.each([
    ["[aws, kubernetes]", 0],
    ['["*"]', 0],
    ["[kubernetes]", 1],
    ["[]", 1],
    ["aws", 1],
  ])("contains aws and kubernetes: %s has %d problem", (list, count) => {
    const text = fileText(MINIMAL).replace(
      /disable-default-providers:\n( +- \w+\n)+/,
      `disable-default-providers: ${list}\n`,
    );
    const codes = check(sourceOf(text), TODAY).problems.map(({ path, code }) => [path, code]);
    const problem = ["pulumi:disable-default-providers", "stack/default-providers-enabled"];
    expect(codes).toEqual(Array.from({ length: count }, () => problem));
  });
});

describe("a Region that is not in the table of this release", () => {
  it("is refused with the nearest name if no Region can have its name", () => {
    expect(problemsWith({ "aws.region": "us-eest-2" })).toEqual(["aws.region: stack/unknown-region"]);
    const [problem] = verdictOn({ "aws.secondRegion": "us-wset-2" }).problems;
    expect(problem?.code).toBe("stack/unknown-region");
    expect(problem?.allowed).toBe("an AWS Region; the nearest name is us-west-2");
  });

  it("is accepted with a warning if it can be newer than the table", () => {
    expect(problemsWith({ "aws.secondRegion": "us-east-3" })).toEqual([]);
    expect(warningsWith({ "aws.secondRegion": "us-east-3" })).toContain("aws.secondRegion: stack/unknown-region");
    expect(warningsWith({ "aws.region": "us-east-3" })).toEqual(["aws.region: stack/unknown-region"]);
  });
});

describe("aws.secondRegion", () => {
  it("differs from `aws.region`", () => {
    expect(problemsWith({ "aws.secondRegion": "eu-west-1" })).toEqual([
      "aws.secondRegion: stack/second-region-is-first",
    ]);
  });

  it("is in the partition of the platform", () => {
    expect(problemsWith({ "aws.secondRegion": "us-gov-east-1" })).toHaveLength(1);
    expect(problemsWith({ "aws.secondRegion": "eu-central-1" })).toEqual([]);
  });
});

describe("aws.permissionsBoundaryArn", () => {
  const boundary = (account: string): string => `arn:aws:iam::${account}:policy/boundary`;

  it("is a policy of the stack's account, or an AWS managed policy", () => {
    expect(problemsWith({ "aws.permissionsBoundaryArn": boundary("111122223333") })).toEqual([]);
    expect(problemsWith({ "aws.permissionsBoundaryArn": boundary("aws") })).toEqual([]);
    expect(problemsWith({ "aws.permissionsBoundaryArn": boundary("999988887777") })).toEqual([
      "aws.permissionsBoundaryArn: stack/boundary-of-another-account",
    ]);
  });
});

describe("aws.organizationId", () => {
  it.each(["o-A1B2C3D4E5", "r-ab12", "o-short"])("cannot be %s", (organizationId) => {
    expect(problemsWith({ "aws.organizationId": organizationId })).toHaveLength(1);
  });

  it("is the ID of an organization", () => {
    expect(problemsWith({ "aws.organizationId": "o-a1b2c3d4e5" })).toEqual([]);
  });
});

describe("budgets.costCeilingUsd", () => {
  const ZONE_IDS = { a: "use1-az1", b: "use1-az2" };

  it("is at least the fixed part of the bill", () => {
    expect(warningsWith({ "budgets.costCeilingUsd": 100_000 })).toEqual([]);
    const today = new Date("2024-07-02");
    expect(
      problemsWith({ "budgets.costCeilingUsd": 1, "aws.region": "us-east-1", "network.zoneIds": ZONE_IDS }, { today }),
    ).toEqual(["budgets.costCeilingUsd: budgets/cost-ceiling-exceeded"]);
  });

  it.each([
    ["another Region", { "aws.region": "eu-west-1" }, new Date("2024-07-02")],
    ["more than 180 days ago", { "aws.region": "us-east-1", "network.zoneIds": ZONE_IDS }, new Date("2026-10-01")],
  ])("is a warning with prices of %s", (_, edits, today) => {
    const ceiling = { ...edits, "budgets.costCeilingUsd": 1 };
    expect(problemsWith(ceiling, { today })).not.toContain("budgets.costCeilingUsd: budgets/cost-ceiling-exceeded");
    expect(warningsWith(ceiling, { today })).toContain("budgets.costCeilingUsd: budgets/cost-ceiling-exceeded");
  });
});
