import { type Edits, problemsWith } from "./fixtures";

const AT = "account.registry";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf";

const registry = (settings: object): Edits => ({ "account.baseline": true, "account.registry": settings });
const cache = (settings: object): Edits => registry({ pullThroughCaches: { hub: settings } });

describe("account rules", () => {
  it.each<[string, Edits]>([
    ["a registry that is left alone", {}],
    ["enhanced scanning with the baseline", registry({ scanning: "enhanced" })],
    ["a cache that needs no credentials", cache({ upstream: "quay.io" })],
    ["a cache with credentials", cache({ upstream: "ghcr.io", credentialArn: SECRET })],
    [
      "replicas in a second Region",
      { ...registry({ replicatedPrefixes: ["a1"] }), "aws.secondRegion": "eu-central-1" },
    ],
    ["an analyzer that the account has", { "account.baseline": true, "account.accessAnalyzer": "existing" }],
    ["a boundary of the account", { "aws.permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary" }],
    ["a boundary that AWS keeps", { "aws.permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess" }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "settings of the account by a stack that does not set them",
      { "account.registry": { scanning: "enhanced", pullThroughCaches: { quay: { upstream: "quay.io" } } } },
      [
        `${AT}.scanning: This stack does not set what the account has once.`,
        `${AT}.pullThroughCaches: This stack does not set what the account has once.`,
      ],
    ],
    [
      "replicas without a second Region",
      registry({ replicatedPrefixes: ["a1"] }),
      [`${AT}.replicatedPrefixes: There is no second Region to replicate to.`],
    ],
    [
      "a cache that lacks its credentials",
      cache({ upstream: "registry-1.docker.io" }),
      [`${AT}.pullThroughCaches.hub.credentialArn: The upstream asks for credentials.`],
    ],
    [
      "credentials for nothing",
      cache({ upstream: "quay.io", credentialArn: SECRET }),
      [`${AT}.pullThroughCaches.hub.credentialArn: The upstream takes no credentials.`],
    ],
    [
      "a secret of another Region",
      cache({ upstream: "ghcr.io", credentialArn: SECRET.replace("eu-west-1", "eu-west-2") }),
      [`${AT}.pullThroughCaches.hub.credentialArn: A secret of another account or Region, which ECR cannot read.`],
    ],
    [
      "a boundary of another account",
      { "aws.permissionsBoundaryArn": "arn:aws:iam::444455556666:policy/boundary" },
      ["aws.permissionsBoundaryArn: A policy of another account bounds no role here."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("caches under the platform's own prefix", () => {
  it.each(["shop-dev", "shop-dev/base"])("are refused: %s", (prefix) => {
    const edits = {
      "account.baseline": true,
      "account.registry.pullThroughCaches": { [prefix]: { upstream: "quay.io" } },
    };
    expect(problemsWith(edits)).toEqual([
      `account.registry.pullThroughCaches.${prefix.includes("/") ? prefix : "shop-dev"}: The prefix is that of the platform's own repositories, so ECR would fetch missing images from the upstream.`,
    ]);
  });
});
