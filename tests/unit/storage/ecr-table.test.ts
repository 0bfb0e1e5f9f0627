import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { awsx } from "../../../sandbox/tables/awsx";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const REPOSITORY = "aws:ecr/repository:Repository";
const POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

describe("a repository in the sandbox", () => {
  it("answers with the address that ECR computes", () => {
    const { state } = new Cloud(new World()).create(REPOSITORY, "r", { name: "team/api" }, SCOPE);
    expect(state).toMatchObject({
      arn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
      registryId: "111122223333",
      repositoryUrl: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
    });
  });

  it.each(["x", "Team/api", "team//api", "team/", "-api", "a".repeat(257)])("cannot be called %s", (name) => {
    expect(() => new Cloud(new World()).create(REPOSITORY, "r", { name }, SCOPE)).toThrow("InvalidParameterException");
  });

  it("cannot take a name that is in use", () => {
    const cloud = new Cloud(new World());
    cloud.create(REPOSITORY, "r", { name: "team/api" }, SCOPE);
    expect(() => cloud.create(REPOSITORY, "r2", { name: "team/api" }, SCOPE)).toThrow(
      "RepositoryAlreadyExistsException",
    );
  });

  it("is replaced, old one first, when its encryption changes", () => {
    const encrypted = { name: "api", encryptionConfigurations: [{ encryptionType: "KMS" }] };
    const diff = new Cloud(new World()).diff(REPOSITORY, { name: "api" }, encrypted);
    expect(diff).toMatchObject({ replaces: ["encryptionConfigurations"], deleteBeforeReplace: true });
  });

  it.each([
    [false, "RepositoryNotEmptyException"],
    [true, undefined],
  ])("with images is deleted only by force (forceDelete %s)", (forceDelete, refusal) => {
    const cloud = new Cloud(new World());
    cloud.create(REPOSITORY, "r", { name: "api", forceDelete }, SCOPE);
    cloud.world.drift(REPOSITORY, "api", { imageCount: 2 });
    const deletion = () => {
      cloud.delete(REPOSITORY, "api");
    };
    if (refusal === undefined) expect(deletion).not.toThrow();
    else expect(deletion).toThrow(refusal);
  });

  it("changes its lifecycle policy by replacement, old one first", () => {
    const diff = new Cloud(new World()).diff(
      POLICY,
      { repository: "api", policy: "{}" },
      { repository: "api", policy: '{"rules":[]}' },
    );
    expect(diff).toMatchObject({ replaces: ["policy"], deleteBeforeReplace: true });
  });

  it("must exist before its lifecycle policy", () => {
    expect(() => new Cloud(new World()).create(POLICY, "p", { repository: "api", policy: "{}" }, SCOPE)).toThrow(
      'RepositoryNotFoundException: the repository "api" does not exist',
    );
  });
});

describe("mutable tags", () => {
  const filters = (count: number): Props[] =>
    Array.from({ length: count }, (_, index) => ({ filter: `cache-${index}`, filterType: "WILDCARD" }));

  it.each([
    ["IMMUTABLE", 1, "InvalidParameterException: IMMUTABLE with 1 exclusion filters"],
    ["IMMUTABLE_WITH_EXCLUSION", 0, "InvalidParameterException: IMMUTABLE_WITH_EXCLUSION with 0 exclusion filters"],
    ["IMMUTABLE_WITH_EXCLUSION", 6, "InvalidParameterException: more than 5 exclusion filters"],
  ])(
    "have filters only in modes with exclusions, and at most five: %s with %d",
    (imageTagMutability, count, message) => {
      const inputs = { name: "r", imageTagMutability, imageTagMutabilityExclusionFilters: filters(count) };
      expect(() => new Cloud(new World()).create(REPOSITORY, "r", inputs, SCOPE)).toThrow(message);
    },
  );
});

describe("awsx:ecr:Repository in the sandbox", () => {
  const made = [{ state: { name: "team/api", repositoryUrl: "host/team/api" }, reference: "the repository" }];

  function describeRepository(inputs: Props) {
    const component = awsx["awsx:ecr:Repository"]?.("Team-API", inputs);
    if (component === undefined) throw new Error("the table lost its only component");
    return { ...component, children: component.children.map((child) => ({ ...child, inputs: child.inputs(made) })) };
  }

  it("creates a repository and its policy, both with the lower-case name", () => {
    const { children } = describeRepository({ name: "team/api", imageTagMutability: "IMMUTABLE", region: "eu-west-1" });
    expect(children).toEqual([
      {
        type: REPOSITORY,
        name: "team-api",
        inputs: { name: "team/api", imageTagMutability: "IMMUTABLE", region: "eu-west-1" },
      },
      {
        type: POLICY,
        name: "team-api",
        inputs: { repository: "team/api", region: "eu-west-1", policy: expect.any(String) as string },
      },
    ]);
  });

  it("creates no policy if lifecyclePolicy.skip is set", () => {
    const { children, outputs } = describeRepository({ lifecyclePolicy: { skip: true } });
    expect(children.map(({ type }) => type)).toEqual([REPOSITORY]);
    expect(outputs(made)).toEqual({ repository: "the repository", url: "host/team/api" });
  });

  it("keeps one untagged image by default", () => {
    const { children } = describeRepository({});
    expect(children[1]?.inputs["policy"]).toBe(
      '{"rules":[{"action":{"type":"expire"},"description":"remove untagged images","rulePriority":1,' +
        '"selection":{"countNumber":1,"countType":"imageCountMoreThan","tagStatus":"untagged"}}]}',
    );
  });

  it("numbers the rules in order, the one for any image last", () => {
    const rules = [
      { tagStatus: "any", maximumNumberOfImages: 9 },
      { tagStatus: "tagged", tagPrefixList: ["v"], maximumAgeLimit: 30 },
    ];
    const policy = describeRepository({ lifecyclePolicy: { rules } }).children[1]?.inputs["policy"];
    expect((JSON.parse(policy as string) as { rules: unknown }).rules).toEqual([
      {
        rulePriority: 1,
        action: { type: "expire" },
        selection: {
          tagStatus: "tagged",
          tagPrefixList: ["v"],
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: 30,
        },
      },
      {
        rulePriority: 2,
        action: { type: "expire" },
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 9 },
      },
    ]);
  });

  it.each([
    ["two rules for any image", [{ tagStatus: "any" }, { tagStatus: "any" }], "At most one"],
    ["tagged without prefixes", [{ tagStatus: "tagged", maximumAgeLimit: 1 }], "tagPrefixList cannot be empty"],
    ["no limit", [{ tagStatus: "untagged" }], "Either [maximumNumberOfImages] or [maximumAgeLimit]"],
  ])("refuses %s", (_, rules, message) => {
    expect(() => describeRepository({ lifecyclePolicy: { rules } })).toThrow(message);
  });
});

describe("the private registry in the sandbox", () => {
  const CACHE = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
  const TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
  const REPLICATION = "aws:ecr/replicationConfiguration:ReplicationConfiguration";
  const QUAY = { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" };

  it.each<[string, Props, string]>([
    [CACHE, { ...QUAY, ecrRepositoryPrefix: "q" }, '"q" is not a valid repository prefix'],
    [CACHE, { ...QUAY, upstreamRegistryUrl: "ghcr.io" }, "ghcr.io needs a secret named ecr-pullthroughcache/"],
    [CACHE, QUAY, "PullThroughCacheRuleAlreadyExistsException"],
    [TEMPLATE, { prefix: "quay" }, "TemplateAlreadyExistsException"],
    [TEMPLATE, { prefix: "tagged", resourceTags: { Owner: "us" } }, "tags and KMS keys need a custom role"],
    [TEMPLATE, { prefix: "tagged", customRoleArn: "arn:none" }, "role arn:none does not exist"],
    [
      REPLICATION,
      {
        replicationConfiguration: {
          rules: [{ destinations: [{ region: SCOPE.region, registryId: SCOPE.accountId }] }],
        },
      },
      "a registry cannot replicate to itself",
    ],
  ])("refuses a %s with %j", (type, inputs, reason) => {
    const cloud = new Cloud(new World());
    cloud.create(CACHE, "quay", QUAY, SCOPE);
    cloud.create(TEMPLATE, "quay", { prefix: "quay" }, SCOPE);
    expect(() => cloud.create(type, "again", inputs, SCOPE)).toThrow(reason);
  });

  it("has one replication in each Region, which the last request overwrites", () => {
    const cloud = new Cloud(new World());
    for (const name of ["first", "second"]) cloud.create(REPLICATION, name, {}, SCOPE);
    expect(cloud.world.ofType(REPLICATION).map(({ name }) => name)).toEqual(["second"]);
  });
});
