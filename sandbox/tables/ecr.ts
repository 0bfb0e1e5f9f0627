import { ROLE } from "./iam";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";
import type { WorldObject } from "../world";

const REPOSITORY = "aws:ecr/repository:Repository";
const CACHE = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
const TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const REPOSITORY_NAME = /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;
const CACHE_PREFIX = /^(?=.{2,30}$)[a-z0-9]+(?:[._/-][a-z0-9]+)*$/;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html */
const OPEN_UPSTREAMS = ["public.ecr.aws", "registry.k8s.io", "quay.io"];

const MOST_EXCLUSIONS = 5;
/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST_CACHES = 50;
const MOST_LIFECYCLE_RULES = 50;
const MOST_FILTERS = 100;
const MOST_DESTINATIONS = 25;

export const ecr: ServiceTable = {
  [REPOSITORY]: {
    outputs: {
      arn: ({ inputs, region, accountId }) => `arn:aws:ecr:${region}:${accountId}:repository/${String(inputs["name"])}`,
      registryId: ({ accountId }) => accountId,
      repositoryUrl: ({ inputs, region, accountId }) =>
        `${accountId}.dkr.ecr.${region}.amazonaws.com/${String(inputs["name"])}`,
    },
    refusals: ({ inputs, world }, current) => {
      const name = String(inputs["name"]);
      return [
        ...(REPOSITORY_NAME.test(name) ? [] : [`InvalidParameterException: "${name}" is not a valid repository name`]),
        ...refuseExclusions(inputs),
        ...(current === undefined && world.get(REPOSITORY, name) !== undefined
          ? [`RepositoryAlreadyExistsException: the repository "${name}" already exists`]
          : []),
      ];
    },
    // Tests add images to a repository by drift of `imageCount`.
    deleteRefusals: ({ id, state, inputs }) =>
      Number(state["imageCount"] ?? 0) > 0 && inputs["forceDelete"] !== true
        ? [`RepositoryNotEmptyException: the repository "${id}" contains images, and forceDelete is not set`]
        : [],
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html
    overwritesExisting: true,
    id: ({ inputs }) => String(inputs["repository"]),
    outputs: { registryId: ({ accountId }) => accountId },
    refusals: ({ inputs, world }) => {
      const name = String(inputs["repository"]);
      return [
        ...(world.get(REPOSITORY, name) === undefined
          ? [`RepositoryNotFoundException: the repository "${name}" does not exist`]
          : []),
        ...(lifecycleRules(inputs["policy"]) > MOST_LIFECYCLE_RULES
          ? [`InvalidParameterException: a lifecycle policy has at most ${MOST_LIFECYCLE_RULES} rules`]
          : []),
      ];
    },
  },
  [CACHE]: {
    id: ({ inputs }) => String(inputs["ecrRepositoryPrefix"]),
    outputs: { registryId: ({ accountId }) => accountId },
    refusals: refuseCache,
  },
  [TEMPLATE]: {
    // Each Region has its own template; the one for replicas is in the second Region.
    id: templateId,
    outputs: { registryId: ({ accountId }) => accountId },
    refusals: refuseTemplate,
  },
  // A registry has one configuration: each request overwrites the previous one.
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": {
    overwritesExisting: true,
    id: ({ accountId, region }) => `${accountId}/${region}`,
    outputs: { registryId: ({ accountId }) => accountId },
    refusals: refuseReplication,
  },
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
function refuseCache({ inputs, world, region }: Request, current?: WorldObject): string[] {
  const { ecrRepositoryPrefix, upstreamRegistryUrl, credentialArn } = inputs;
  const prefix = String(ecrRepositoryPrefix);
  const secret = /:secret:(.*)$/.exec(String(credentialArn))?.[1] ?? "";
  const open = OPEN_UPSTREAMS.includes(String(upstreamRegistryUrl));
  return [
    ...(CACHE_PREFIX.test(prefix) ? [] : [`InvalidParameterException: "${prefix}" is not a valid repository prefix`]),
    ...(current === undefined && world.get(CACHE, prefix) !== undefined
      ? [`PullThroughCacheRuleAlreadyExistsException: there is a rule for "${prefix}"`]
      : []),
    ...(current === undefined && world.ofType(CACHE).filter((rule) => rule.region === region).length >= MOST_CACHES
      ? [`LimitExceededException: a registry has at most ${MOST_CACHES} pull through cache rules`]
      : []),
    ...(open || secret.startsWith("ecr-pullthroughcache/")
      ? []
      : [`InvalidParameterException: ${String(upstreamRegistryUrl)} needs a secret named ecr-pullthroughcache/...`]),
  ];
}

function templateId({ inputs, region }: Request): string {
  return `${region}/${String(inputs["prefix"])}`;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html */
function refuseTemplate(request: Request, current?: WorldObject): string[] {
  const { inputs, world } = request;
  const { prefix, resourceTags, encryptionConfigurations, customRoleArn } = inputs;
  const special = resourceTags !== undefined || encryptionConfigurations !== undefined;
  return [
    ...(current === undefined && world.get(TEMPLATE, templateId(request)) !== undefined
      ? [`TemplateAlreadyExistsException: there is a template for "${String(prefix)}"`]
      : []),
    ...(special && customRoleArn === undefined
      ? ["InvalidParameterException: tags and KMS keys need a custom role"]
      : []),
    ...(typeof customRoleArn === "string" && world.ofType(ROLE, { arn: customRoleArn }).length === 0
      ? [`InvalidParameterException: role ${customRoleArn} does not exist`]
      : []),
  ];
}

function lifecycleRules(policy: unknown): number {
  const { rules = [] } = JSON.parse(typeof policy === "string" ? policy : "{}") as { rules?: readonly unknown[] };
  return rules.length;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutReplicationConfiguration.html */
function refuseReplication({ inputs, region, accountId }: Request): string[] {
  const rules = ((inputs["replicationConfiguration"] as Props | undefined)?.["rules"] ?? []) as readonly Props[];
  const destinations = rules.flatMap((rule) => (rule["destinations"] ?? []) as readonly Props[]);
  const filters = rules.map((rule) => ((rule["repositoryFilters"] ?? []) as readonly Props[]).length);
  return [
    ...(destinations.some((to) => to["region"] === region && to["registryId"] === accountId)
      ? ["InvalidParameterException: a registry cannot replicate to itself"]
      : []),
    ...(destinations.length > MOST_DESTINATIONS
      ? [`InvalidParameterException: more than ${MOST_DESTINATIONS} destinations`]
      : []),
    ...(Math.max(0, ...filters) > MOST_FILTERS ? [`InvalidParameterException: more than ${MOST_FILTERS} filters`] : []),
  ];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
function refuseExclusions({ imageTagMutability, imageTagMutabilityExclusionFilters = [] }: Props): string[] {
  const filters = (imageTagMutabilityExclusionFilters as readonly unknown[]).length;
  const excludes = String(imageTagMutability).endsWith("_WITH_EXCLUSION");
  if (filters > MOST_EXCLUSIONS) return [`InvalidParameterException: more than ${MOST_EXCLUSIONS} exclusion filters`];
  return excludes === filters > 0
    ? []
    : [`InvalidParameterException: ${String(imageTagMutability)} with ${filters} exclusion filters`];
}
