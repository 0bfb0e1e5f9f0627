import { bucketArn } from "../../domain/arns";
import { type PolicyStatement, policyDocument } from "../../domain/iam/policy-document";

/** A bucket's policy: nobody without TLS of today, nobody from elsewhere, plus what the bucket is for. */
export function bucketPolicy(
  bucketName: string,
  organizationId: string | undefined,
  statements: readonly PolicyStatement[],
): string {
  return policyDocument([
    denyInsecureTransport(bucketName),
    denyOldTls(bucketName),
    ...(organizationId === undefined ? [] : [denyOtherOrganizations(bucketName, organizationId)]),
    ...statements,
  ]);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
function denyInsecureTransport(bucketName: string): PolicyStatement {
  const arn = bucketArn(bucketName);
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** The key is absent from requests without TLS, so it cannot stand in for the statement above. */
function denyOldTls(bucketName: string): PolicyStatement {
  const arn = bucketArn(bucketName);
  return {
    Sid: "DenyTlsBelow12",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  };
}

/**
 * Keeps out whoever is not of the organization, even where another statement or an access point lets them in. Anonymous
 * requests have no organization, and are denied. AWS services that act by themselves have none either: they are spared
 * here and limited by the statements that allow them, to sources in this account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
function denyOtherOrganizations(bucketName: string, organizationId: string): PolicyStatement {
  const arn = bucketArn(bucketName);
  return {
    Sid: "DenyOtherOrganizations",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

/**
 * Lets S3 deliver the access logs of the account's buckets whose names start with `sourcePrefix`. A name pattern, not a
 * list: a policy holds 20 KB, which some 250 bucket ARNs would fill.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general
 */
export function allowAccessLogDelivery(
  logBucketName: string,
  sourcePrefix: string,
  accountId: string,
): PolicyStatement {
  return {
    Sid: "AllowAccessLogDelivery",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn(logBucketName)}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": bucketArn(`${sourcePrefix}*`) },
    },
  };
}
