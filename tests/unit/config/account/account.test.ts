import { type Edits, problemsWith, warningsWith } from "../fixtures";

const AT = "account.registry";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf";

const registry = (settings: object): Edits => ({ "account.baseline": true, "account.registry": settings });
const cache = (settings: object): Edits => registry({ pullThroughCaches: { hub: settings } });

describe("account", () => {
  it.each<[string, Edits]>([
    ["no registry settings", {}],
    ["enhanced scanning with the baseline", registry({ scanning: "enhanced" })],
    ["a cache that needs no credentials", cache({ upstream: "quay.io" })],
    ["a cache with credentials", cache({ upstream: "ghcr.io", credentialArn: SECRET })],
    [
      "replicas in a second Region",
      { ...registry({ replicatedPrefixes: ["a1"] }), "aws.secondRegion": "eu-central-1" },
    ],
    [
      "rules and standards for a recorder and a hub that exist",
      {
        "account.config": { recorder: "existing", rules: ["required-tags"] },
        "account.securityHub": { hub: "existing", standards: ["cis-aws-foundations-benchmark/v/5.0.0"] },
      },
    ],
    ["no access analyzer", { "account.baseline": true, "account.accessAnalyzer": "off" }],
    ["an access analyzer that exists", { "account.baseline": true, "account.accessAnalyzer": "existing" }],
    [
      "a permissions boundary of the account",
      { "aws.permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary" },
    ],
    ["a permissions boundary of AWS", { "aws.permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess" }],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "registry settings without the baseline",
      { "account.registry": { scanning: "enhanced", pullThroughCaches: { quay: { upstream: "quay.io" } } } },
      [
        `${AT}.scanning: account/registry-setting-without-baseline`,
        `${AT}.pullThroughCaches: account/registry-setting-without-baseline`,
      ],
    ],
    [
      "replicas without a second Region",
      registry({ replicatedPrefixes: ["a1"] }),
      [`${AT}.replicatedPrefixes: account/replication-without-second-region`],
    ],
    [
      "a cache without the credentials that its upstream registry needs",
      cache({ upstream: "registry-1.docker.io" }),
      [`${AT}.pullThroughCaches.hub.credentialArn: account/cache-needs-credentials`],
    ],
    [
      "a cache with credentials that its upstream registry does not accept",
      cache({ upstream: "quay.io", credentialArn: SECRET }),
      [`${AT}.pullThroughCaches.hub.credentialArn: account/cache-takes-no-credentials`],
    ],
    [
      "a cache with a secret in another Region",
      cache({ upstream: "ghcr.io", credentialArn: SECRET.replace("eu-west-1", "eu-west-2") }),
      [`${AT}.pullThroughCaches.hub.credentialArn: account/cache-secret-of-another-account-or-region`],
    ],
    [
      "a permissions boundary of another account",
      { "aws.permissionsBoundaryArn": "arn:aws:iam::444455556666:policy/boundary" },
      [expect.stringContaining("aws.permissionsBoundaryArn: ")],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string]>([
    [
      "a log group without the trail",
      { "account.cloudTrail.logGroupRetentionDays": 90 },
      "account.cloudTrail.logGroupRetentionDays: account/setting-without-service",
    ],
    [
      "rules of AWS Config without a recorder",
      { "account.config.rules": ["required-tags"] },
      "account.config.rules: account/setting-without-service",
    ],
    [
      "an agent of GuardDuty without runtime monitoring",
      { "account.guardDuty": { detector: "create", manageEksAgent: true } },
      "account.guardDuty.manageEksAgent: account/setting-without-service",
    ],
    [
      "standards without a hub",
      { "account.config.recorder": "existing", "account.securityHub.standards": ["pci-dss/v/4.0.1"] },
      "account.securityHub.standards: account/setting-without-service",
    ],
    [
      "standards without a recorder",
      { "account.securityHub": { hub: "existing", standards: ["pci-dss/v/4.0.1"] } },
      "account.securityHub.standards: account/standards-without-recorder",
    ],
    [
      "images that Amazon Inspector scans and the baseline does not",
      { "account.baseline": true, "account.inspector.activation": "create" },
      "account.registry.scanning: account/inspector-and-registry-differ",
    ],
    [
      "images that the baseline scans and Amazon Inspector does not",
      {
        ...registry({ scanning: "enhanced" }),
        "account.inspector": { activation: "create", scannedTypes: ["EC2"] },
      },
      "account.registry.scanning: account/inspector-and-registry-differ",
    ],
  ])("cannot have %s", (_, edits, problem) => {
    expect(problemsWith(edits)).toEqual([problem]);
  });

  it("causes a warning for a choice of access analyzer without the baseline", () => {
    expect(warningsWith({ "account.accessAnalyzer": "existing" })).toEqual([
      "account.accessAnalyzer: account/unused-access-analyzer",
    ]);
  });
});

describe("a cache with the prefix of the platform's repositories", () => {
  it.each(["shop-dev", "shop-dev/base"])("is refused: %s", (prefix) => {
    const edits = {
      "account.baseline": true,
      "account.registry.pullThroughCaches": { [prefix]: { upstream: "quay.io" } },
    };
    expect(problemsWith(edits)).toEqual([
      `${AT}.pullThroughCaches.${prefix}: account/cache-prefix-of-own-repositories`,
    ]);
  });
});
