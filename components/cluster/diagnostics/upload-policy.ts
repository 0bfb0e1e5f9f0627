import { useKeysOfBuckets } from "../../../domain/cluster/addons/policies";
import { bucketArn } from "../../../domain/arns";
import { policyDocument } from "../../../domain/iam/policy-document";

/** What keys of saved logs begin with: the bucket may hold other things. */
export const LOG_PREFIX = "pods/";

interface UploadScope {
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Rights to add objects, under the one prefix: not to list, read, delete or replace any. A write has to say
 * `If-None-Match`, and then S3 itself refuses one that is there already.
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
    // Decryption would be needed for uploads in parts, which logs are too small for.
    useKeysOfBuckets(accountId, region, ["kms:GenerateDataKey"], [bucket]),
  ]);
}
