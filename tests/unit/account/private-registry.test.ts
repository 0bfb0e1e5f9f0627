import { AccountBaseline, type AccountArgs, type RegistrySettings } from "../../../components/account";
import { key, type Recording, record } from "../../support/record";
import { ACCOUNT } from "./fixture";

const ARGS: AccountArgs = {
  ...ACCOUNT,
  secondRegion: "eu-central-1",
  tags: { Project: "groundwork", Owner: "platform-team" },
  baseline: true,
};

const REPLICATION = "aws:ecr/replicationConfiguration:ReplicationConfiguration";
const CACHE = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
const TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf";

function recordRegistry(
  settings: Partial<RegistrySettings>,
  args: Partial<AccountArgs> = {},
): Promise<Recording<AccountBaseline>> {
  const registry: RegistrySettings = { scanning: "basic", replicatedPrefixes: [], pullThroughCaches: {}, ...settings };
  return record(() => new AccountBaseline("account", { ...ARGS, registry, ...args }, {}));
}

function keptImages(policy: unknown): number[] {
  const { rules } = JSON.parse(String(policy)) as { rules: { selection: { countNumber: number } }[] };
  return rules.map(({ selection }) => selection.countNumber);
}

it.each<[string, Partial<RegistrySettings>, Partial<AccountArgs>]>([
  ["no setting needs it", {}, {}],
  ["there is no second Region", { replicatedPrefixes: ["groundwork-prod"] }, { secondRegion: undefined }],
])("the registry is not configured when %s", async (_, settings, args) => {
  const { resources } = await recordRegistry(settings, args);
  expect(resources.filter(({ name, custom }) => custom && name.startsWith("account-registry"))).toEqual([]);
});

describe("replication", () => {
  const registryArgs = { replicatedPrefixes: ["groundwork-prod", "shop-prod"] };

  it("replicates repositories with the prefixes to the second Region, and no others", async () => {
    expect((await recordRegistry(registryArgs)).one(REPLICATION).inputs).toEqual({
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: "eu-central-1", registryId: "111122223333" }],
            repositoryFilters: [
              { filter: "groundwork-prod/", filterType: "PREFIX_MATCH" },
              { filter: "shop-prod/", filterType: "PREFIX_MATCH" },
            ],
          },
        ],
      },
    });
  });

  it("depends on templates for repositories with immutable tags, an expiration of old images, and tags", async () => {
    const recording = await recordRegistry(registryArgs);
    const templates = recording.ofType(TEMPLATE);
    const policy = recording.one(ROLE_POLICY);
    expect(recording.one(REPLICATION).options.dependsOn).toEqual(templates.map(key));
    expect(templates.map(({ inputs }) => inputs["prefix"])).toEqual(["groundwork-prod", "shop-prod"]);
    for (const { inputs, options } of templates) {
      expect(inputs).toMatchObject({
        region: "eu-central-1",
        appliedFors: ["REPLICATION"],
        imageTagMutability: "IMMUTABLE",
        resourceTags: ARGS.tags,
        customRoleArn: recording.one(ROLE).state["arn"],
      });
      expect(keptImages(inputs["lifecyclePolicy"])).toEqual([7, 100]);
      expect(options.dependsOn).toEqual([key(policy)]);
    }
  });
});

describe("a pull through cache", () => {
  const registryArgs = {
    pullThroughCaches: {
      quay: { upstream: "quay.io" },
      "docker-hub": { upstream: "registry-1.docker.io", credentialArn: SECRET },
    },
  };

  it("has its upstream registry, and credentials if they are set", async () => {
    const caches = (await recordRegistry(registryArgs)).ofType(CACHE);
    expect(caches.map(({ inputs }) => inputs)).toEqual([
      { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" },
      { ecrRepositoryPrefix: "docker-hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn: SECRET },
    ]);
  });

  it("depends on a template with mutable tags, resource tags and an expiration of old images", async () => {
    const recording = await recordRegistry(registryArgs);
    const template = recording.one(TEMPLATE, "account-registry-cache-quay");
    expect(template.inputs).toMatchObject({
      prefix: "quay",
      appliedFors: ["PULL_THROUGH_CACHE"],
      imageTagMutability: "MUTABLE",
      resourceTags: ARGS.tags,
    });
    expect(template.inputs["region"]).toBeUndefined();
    expect(keptImages(template.inputs["lifecyclePolicy"])).toEqual([1, 30]);
    expect(recording.one(CACHE, "account-registry-cache-quay").options.dependsOn).toEqual([key(template)]);
  });

  it("is deleted with its stack, unlike the protections of the account", async () => {
    const { resources } = await recordRegistry({ ...registryArgs, replicatedPrefixes: ["groundwork-prod"] });
    const ofRegistry = resources.filter(({ name, custom }) => custom && name.startsWith("account-registry"));
    expect(ofRegistry).toHaveLength(8);
    expect(ofRegistry.filter(({ options }) => options.retainOnDelete)).toEqual([]);
  });
});

it("the role of templates can create, tag and fill repositories of the account only", async () => {
  const recording = await recordRegistry({ replicatedPrefixes: ["groundwork-prod"] });
  expect(recording.one(ROLE).inputs["assumeRolePolicy"]).toContain('"Service":"ecr.amazonaws.com"');
  expect(JSON.parse(String(recording.one(ROLE_POLICY).inputs["policy"]))).toMatchObject({
    Statement: [
      {
        Effect: "Allow",
        Action: ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
        Resource: "arn:aws:ecr:*:111122223333:repository/*",
      },
    ],
  });
});
