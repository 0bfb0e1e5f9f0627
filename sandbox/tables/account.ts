import type { Request, ResourceTable, ServiceTable } from "./table";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

/** Settings that an account has once, or once per Region. */
export const account: ServiceTable = {
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": singleton(({ accountId }) => accountId),
  "aws:ebs/encryptionByDefault:EncryptionByDefault": singleton(inRegion),
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": singleton(
    inRegion,
    stateOf(["block-all-sharing", "block-new-sharing", "unblocked"]),
  ),
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": singleton(
    inRegion,
    stateOf(["block-new-sharing", "unblocked"]),
  ),
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": singleton(inRegion),
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    ...singleton(inRegion),
    outputs: { registryId: ({ accountId }) => accountId },
  },
  [ANALYZER]: {
    id: ({ inputs }) => String(inputs["analyzerName"]),
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:access-analyzer:${region}:${accountId}:analyzer/${String(inputs["analyzerName"])}`,
    },
    // One analyzer of each type per account and Region, a quota that cannot be raised:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
    refusals: ({ inputs, world, region, accountId }, current) => {
      const others = world
        .ofType(ANALYZER)
        .filter((other) => other.region === region && other.accountId === accountId && other.id !== current?.id);
      return others.some(({ inputs: other }) => other["type"] === inputs["type"])
        ? [
            `ServiceQuotaExceededException: the account has an analyzer of type ${String(inputs["type"])} in ${region}; ` +
              "set account.accessAnalyzer to existing to use it",
          ]
        : [];
    },
  },
};

/** A setting without a create operation: each request overwrites the previous one. */
function singleton(id: (request: Request) => string, refusals?: ResourceTable["refusals"]): ResourceTable {
  return { id, overwritesExisting: true, ...(refusals === undefined ? {} : { refusals }) };
}

function inRegion({ accountId, region }: Request): string {
  return `${accountId}/${region}`;
}

function stateOf(allowed: readonly string[]): NonNullable<ResourceTable["refusals"]> {
  return ({ inputs }) =>
    allowed.includes(String(inputs["state"]))
      ? []
      : [`InvalidParameterValue: state must be one of ${allowed.join(", ")}`];
}
