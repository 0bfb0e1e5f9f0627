import type { Props, ServiceTable } from "./table";

const REPOSITORY = "aws:ecr/repository:Repository";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const REPOSITORY_NAME = /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;

const MOST_EXCLUSIONS = 5;

export const ecr: ServiceTable = {
  [REPOSITORY]: {
    replaceOn: ["name", "encryptionConfigurations"],
    autoName: "name",
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
    // A test gives a repository images by letting `imageCount` drift.
    deleteRefusals: ({ id, state, inputs }) =>
      Number(state["imageCount"] ?? 0) > 0 && inputs["forceDelete"] !== true
        ? [`RepositoryNotEmptyException: the repository "${id}" still holds images; consider forceDelete`]
        : [],
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    replaceOn: ["repository", "policy"],
    // A repository has one policy: created first, the new one would be deleted in the old one's name.
    fixedName: "repository",
    id: ({ inputs }) => String(inputs["repository"]),
    outputs: { registryId: ({ accountId }) => accountId },
    refusals: ({ inputs, world }) => {
      const name = String(inputs["repository"]);
      return world.get(REPOSITORY, name) === undefined
        ? [`RepositoryNotFoundException: the repository "${name}" does not exist`]
        : [];
    },
  },
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
function refuseExclusions({ imageTagMutability, imageTagMutabilityExclusionFilters = [] }: Props): string[] {
  const filters = (imageTagMutabilityExclusionFilters as readonly unknown[]).length;
  const excludes = String(imageTagMutability).endsWith("_WITH_EXCLUSION");
  if (filters > MOST_EXCLUSIONS) return [`InvalidParameterException: more than ${MOST_EXCLUSIONS} exclusion filters`];
  return excludes === filters > 0
    ? []
    : [`InvalidParameterException: ${String(imageTagMutability)} with ${filters} exclusion filters`];
}
