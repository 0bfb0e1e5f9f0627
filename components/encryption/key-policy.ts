import { type Publisher, publisherGroups } from "../../domain/monitoring/publishers";
import { accountRootArn } from "../../domain/arns";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";

/**
 * Lets IAM policies of the account grant access to the key. Without this statement only principals in the key policy could
 * change it, and AWS Support would have to recover a key without such principals:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 *
 * S3, ECR and EKS need no statement: they use the key with the permissions of the caller or a grant of the caller.
 * Publishers need one, because they publish to an encrypted topic without a caller. The statement is limited to events of
 * this account if the service sends `aws:SourceAccount`; otherwise only the policy of the topic limits the service.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * In a key policy `Resource: "*"` means this key alone.
 */
export function keyPolicy(
  accountId: string,
  publishers: readonly Publisher[] = [],
  statements: readonly PolicyStatement[] = [],
): string {
  return policyDocument([
    {
      Sid: "AccountDecidesByIam",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(accountId) },
      Action: "kms:*",
      Resource: "*",
    },
    ...publisherGroups(publishers).map(({ service, statesSource }) => ({
      Sid: statesSource ? "Publisher" : "PublisherWithoutSource",
      Effect: "Allow" as const,
      Principal: { Service: service },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      ...(statesSource ? { Condition: { StringEquals: { "aws:SourceAccount": accountId } } } : {}),
    })),
    ...statements,
  ]);
}
