import { bucketArn } from "../../domain/arns";
import { type PolicyStatement, policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";

/** One end of a replication. */
export interface ReplicationEnd {
  readonly bucketName: string;
  readonly region: string;
  /** Key that the objects are under; undefined with S3's own keys. */
  readonly keyArn: string | undefined;
}

/**
 * Who may take the replication role on: S3, for this bucket of this account. The conditions hold as far as S3 says for
 * whom it asks, which its page does not promise; the role cannot be handed to a foreign bucket in any case, since IAM
 * passes roles within an account only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationTrustPolicy(accountId: string, sourceBucketName: string): string {
  return serviceTrustPolicy("s3.amazonaws.com", {
    StringEqualsIfExists: { "aws:SourceAccount": accountId },
    ArnEqualsIfExists: { "aws:SourceArn": bucketArn(sourceBucketName) },
  });
}

/**
 * Reads every version at the source and writes replicas, nothing else: it can neither read the replica nor write the
 * source. The keys serve it through S3 alone, for these two buckets.
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
        // A lock goes along with the version that it holds.
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

/** With a bucket key the encryption context is the bucket, without one the object: objects may be older than the setting. */
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
