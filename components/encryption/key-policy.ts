import { accountRootArn } from "../shared/arn";
import { policyDocument } from "../shared/iam-policy";

/**
 * Hands the decision over the key to the account's IAM. Without this statement only the principals named in the key
 * policy could ever change it again, and AWS support would have to unlock the key:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 *
 * No service has a statement of its own: S3, ECR and EKS use the key with the caller's rights or a grant the caller gives.
 * In a key policy `Resource: "*"` means this key alone.
 */
export function keyPolicy(accountId: string): string {
  return policyDocument([
    {
      Sid: "AccountDecidesByIam",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(accountId) },
      Action: "kms:*",
      Resource: "*",
    },
  ]);
}
