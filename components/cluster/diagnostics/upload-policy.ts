import { useKeysOfBuckets } from "../../../domain/cluster/addons/policies";
import { bucketArn } from "../../../domain/arns";
import { policyDocument } from "../../../domain/iam/policy-document";

/** Prefix of the keys of saved logs. The bucket may contain other objects. */
export const LOG_PREFIX = "pods/";

interface UploadScope {
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Permission to add objects with the prefix, but not to list, read, delete or replace objects. Requests must have the
 * header `If-None-Match`, with which S3 refuses to overwrite an object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export function uploadPolicy({ bucketName, accountId, region }: UploadScope): string {
  const bucket = bucketArn(bucketName);
  return policyDocument([
    {
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: `${bucket}/${LOG_PREFIX}*`,
      Condition: { Null: { "s3:if-none-match": "false" } },
    },
    // Only multipart uploads need kms:Decrypt, and logs are too small for them.
    useKeysOfBuckets(accountId, region, ["kms:GenerateDataKey"], [bucket]),
  ]);
}
