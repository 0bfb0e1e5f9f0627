import { bucketArn } from "../../domain/arns";
import { type PolicyStatement, policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";

/** The source or the replica. */
export interface ReplicationEnd {
  readonly bucketName: string;
  readonly region: string;
  /** KMS key of the objects. Undefined: keys of S3. */
  readonly keyArn: string | undefined;
}

/**
 * Allows S3 to assume the replication role for this bucket of this account. The page of S3 does not state that S3 sends
 * the condition keys, but a bucket of another account cannot use the role anyway: IAM passes roles within an account only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationTrustPolicy(accountId: string, sourceBucketName: string): string {
  return serviceTrustPolicy("s3.amazonaws.com", {
    StringEqualsIfExists: { "aws:SourceAccount": accountId },
    ArnEqualsIfExists: { "aws:SourceArn": bucketArn(sourceBucketName) },
  });
}

/**
 * Allows reads of every version of the source and writes to the replica, but neither reads of the replica nor writes to
 * the source. The KMS keys can be used through S3 only, for these two buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function replicationPolicy(source: ReplicationEnd, replica: ReplicationEnd): string {
  return policyDocument([
    {
      Sid: "ReadConfiguration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: bucketArn(source.bucketName),
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: [
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
        // S3 replicates the lock of a version.
        "s3:GetObjectRetention",
        "s3:GetObjectLegalHold",
      ],
      Resource: `${bucketArn(source.bucketName)}/*`,
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      Resource: `${bucketArn(replica.bucketName)}/*`,
    },
    ...useKey("DecryptVersions", ["kms:Decrypt"], source),
    ...useKey("EncryptReplicas", ["kms:Encrypt", "kms:GenerateDataKey"], replica),
  ]);
}

/** The encryption context is the bucket with an S3 Bucket Key, and the object for objects from before it was enabled. */
function useKey(
  sid: string,
  actions: readonly string[],
  { bucketName, region, keyArn }: ReplicationEnd,
): PolicyStatement[] {
  if (keyArn === undefined) return [];
  const arn = bucketArn(bucketName);
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: keyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, `${arn}/*`] },
      },
    },
  ];
}
