import { bucketArn } from "../../domain/arns";
import { type PolicyStatement, policyDocument } from "../../domain/iam/policy-document";

/** The policy of a bucket: denies requests without TLS 1.2 and other organizations, and contains further statements. */
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

/** Requests without TLS do not have this condition key, so the statement above is required too. */
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
 * Denies principals outside of the organization, even if another statement or an access point allows them. Denies
 * anonymous requests, which have no organization. Does not deny AWS service principals, which have none either: the
 * statements that allow them require a source in this account.
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
 * Allows S3 to deliver access logs of the account's buckets whose names start with `sourcePrefix`. Uses a pattern instead
 * of a list, because a policy has at most 20 KB, which 250 bucket ARNs would exceed.
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
