/** The ARN of an AWS managed policy: `managedPolicyArn("AmazonEKSClusterPolicy")`. */
export function managedPolicyArn(policyName: string): string {
  return `arn:aws:iam::aws:policy/${policyName}`;
}

/** The ARN that stands for a whole account in policies; IAM inside the account then decides. */
export function accountRootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

/** The ARN of a bucket, known before the bucket exists because bucket names are ours to choose. */
export function bucketArn(bucketName: string): string {
  return `arn:aws:s3:::${bucketName}`;
}
