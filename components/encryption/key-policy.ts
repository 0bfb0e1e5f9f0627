import type { Publisher } from "../../domain/monitoring/publishers";
import { accountRootArn } from "../../domain/arns";
import { policyDocument } from "../../domain/iam/policy-document";

/**
 * Hands the decision over the key to the account's IAM. Without this statement only the principals named in the key
 * policy could ever change it again, and AWS support would have to unlock the key:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 *
 * S3, ECR and EKS need no statement of their own: they use the key with the caller's rights or a grant the caller gives.
 * Publishers do, services that send to an encrypted topic on nobody's behalf: for this account's events alone where the
 * service states whose they are; else the topic's name in the policy of the topic is the only limit.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * In a key policy `Resource: "*"` means this key alone.
 */
export function keyPolicy(accountId: string, publishers: readonly Publisher[] = []): string {
  return policyDocument([
    {
      Sid: "AccountDecidesByIam",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(accountId) },
      Action: "kms:*",
      Resource: "*",
    },
    ...publishers.map(({ service, statesSource }) => ({
      Sid: statesSource ? "Publisher" : "PublisherWithoutSource",
      Effect: "Allow" as const,
      Principal: { Service: service },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      ...(statesSource ? { Condition: { StringEquals: { "aws:SourceAccount": accountId } } } : {}),
    })),
  ]);
}
