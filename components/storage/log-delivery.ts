import { bucketArn } from "../../domain/arns";
import type { PolicyStatement } from "../../domain/iam/policy-document";

/** Who writes logs to a bucket whose policy lets them; `vended` is whatever CloudWatch's log delivery takes there. */
export type LogDeliveryService = "vended" | "alb" | "cloudtrail";

/** The bucket that takes the logs, and whose they are. */
export interface LogDestination {
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
}

const STATEMENTS: Readonly<Record<LogDeliveryService, (to: LogDestination) => readonly PolicyStatement[]>> = {
  vended: allowVendedLogDelivery,
  alb: allowAlbLogDelivery,
  cloudtrail: allowCloudTrailLogDelivery,
};

/** What the policy of the log bucket says for the services that deliver to it, in their own order. */
export function allowLogDelivery(services: readonly LogDeliveryService[], to: LogDestination): PolicyStatement[] {
  return services.flatMap((service) => STATEMENTS[service](to));
}

/**
 * Application load balancers, in every Region: the accounts of Elastic Load Balancing that a policy had to name before
 * 2022 are needed no longer. The account in the path is what limits it to load balancers of this account.
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
 * Lets CloudWatch's log delivery write what this account has it deliver in this Region: VPC flow logs, Resolver query
 * logs, access logs of network load balancers. The statements are those that AWS would otherwise write into the policy by itself, by whose names it finds them.
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
 * A trail of all Regions has the ARN of its home Region, which may be another than the bucket's.
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

/** Where services put the logs of an account when they are given no prefix. */
function logPath({ bucketName, accountId }: LogDestination): string {
  return `${bucketArn(bucketName)}/AWSLogs/${accountId}/*`;
}

/**
 * Lets S3 write the inventories of the account's buckets whose names start with `sourcePrefix`.
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
