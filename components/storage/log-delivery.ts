import { bucketArn } from "../../domain/arns";
import type { PolicyStatement } from "../../domain/iam/policy-document";

/** Services that deliver logs to a bucket. `vended`: logs that the log delivery of CloudWatch delivers. */
export type LogDeliveryService = "vended" | "alb" | "cloudtrail" | "config";

/** The bucket that receives the logs, and the account and Region of the logs. */
export interface LogDestination {
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
}

const STATEMENTS: Readonly<Record<LogDeliveryService, (to: LogDestination) => readonly PolicyStatement[]>> = {
  vended: allowVendedLogDelivery,
  alb: allowAlbLogDelivery,
  cloudtrail: allowCloudTrailLogDelivery,
  config: allowConfigDelivery,
};

/** The statements of the log bucket policy for the services that deliver to it, in the order of the services. */
export function allowLogDelivery(services: readonly LogDeliveryService[], to: LogDestination): PolicyStatement[] {
  return services.flatMap((service) => STATEMENTS[service](to));
}

/**
 * Allows Application Load Balancers of this account to deliver, by the account in the path. Works in every Region without
 * the accounts of Elastic Load Balancing that policies had to name before 2022.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function allowAlbLogDelivery(to: LogDestination): PolicyStatement[] {
  return [
    {
      Sid: "AllowAlbLogDelivery",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: logPath(to),
    },
  ];
}

/**
 * Allows the log delivery of CloudWatch to write logs of this account and Region: VPC flow logs, Resolver query logs and
 * access logs of Network Load Balancers. AWS identifies the statements by their Sids, and would otherwise add them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
function allowVendedLogDelivery({ bucketName, accountId, region }: LogDestination): PolicyStatement[] {
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const forThisAccount = { "aws:SourceAccount": accountId };
  const ArnLike = { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` };
  const bucket = bucketArn(bucketName);
  return [
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      // Hive partitions name the account in another way: .../userguide/flow-logs-s3-path.html
      Resource: [`${bucket}/AWSLogs/${accountId}/*`, `${bucket}/AWSLogs/aws-account-id=${accountId}/*`],
      Condition: { StringEquals: { ...forThisAccount, "s3:x-amz-acl": "bucket-owner-full-control" }, ArnLike },
    },
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucket,
      Condition: { StringEquals: forThisAccount, ArnLike },
    },
  ];
}

/**
 * A trail of all Regions has the ARN of its home Region, which can differ from the Region of the bucket.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
function allowCloudTrailLogDelivery(to: LogDestination): PolicyStatement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const ArnLike = { "aws:SourceArn": `arn:aws:cloudtrail:*:${to.accountId}:trail/*` };
  return [
    {
      Sid: "AllowCloudTrailLogDelivery",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: logPath(to),
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" }, ArnLike },
    },
    {
      Sid: "AllowCloudTrailLogDeliveryAclCheck",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn(to.bucketName),
      Condition: { ArnLike },
    },
  ];
}

/**
 * AWS Config delivers with its service-linked role, so the bucket must allow the service itself. It first writes an empty
 * file to test the permission.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
function allowConfigDelivery({ bucketName, accountId }: LogDestination): PolicyStatement[] {
  const Principal = { Service: "config.amazonaws.com" };
  const forThisAccount = { "aws:SourceAccount": accountId };
  return [
    {
      Sid: "AllowConfigDelivery",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn(bucketName)}/AWSLogs/${accountId}/Config/*`,
      Condition: { StringEquals: { ...forThisAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    {
      Sid: "AllowConfigDeliveryCheck",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn(bucketName),
      Condition: { StringEquals: forThisAccount },
    },
  ];
}

/** The path of the logs of an account if services are configured without a prefix. */
function logPath({ bucketName, accountId }: LogDestination): string {
  return `${bucketArn(bucketName)}/AWSLogs/${accountId}/*`;
}

/**
 * Allows S3 to deliver inventories of the account's buckets whose names start with `sourcePrefix`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-destination-bucket-policy
 */
export function allowInventoryDelivery(
  logBucketName: string,
  prefix: string,
  sourcePrefix: string,
  accountId: string,
): PolicyStatement {
  return {
    Sid: "AllowInventoryDelivery",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn(logBucketName)}/${prefix}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId, "s3:x-amz-acl": "bucket-owner-full-control" },
      ArnLike: { "aws:SourceArn": bucketArn(`${sourcePrefix}*`) },
    },
  };
}
