/** The ARN of an AWS managed policy: `managedPolicyArn("AmazonEKSClusterPolicy")`. */
export function managedPolicyArn(policyName: string): string {
  return `arn:aws:iam::aws:policy/${policyName}`;
}

/** The ARN of an account in policies. IAM policies of the account then grant permissions to its principals. */
export function accountRootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

/** The ARN of a bucket, known before the bucket exists, because the program chooses its name. */
export function bucketArn(bucketName: string): string {
  return `arn:aws:s3:::${bucketName}`;
}
