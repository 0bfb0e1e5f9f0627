import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type PolicyStatement, serviceTrustPolicy } from "../../domain/iam/policy-document";
import type { LogClass } from "../../domain/monitoring/log-groups";
import { EncryptionKey } from "../encryption";

const SERVICE = "cloudtrail.amazonaws.com";

export interface CloudTrailArgs {
  /** Name of the trail. A change replaces the trail. */
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** The log bucket, whose policy allows CloudTrail to write. */
  readonly logBucketName: pulumi.Input<string>;
  /** Days for which a log group keeps the events. Undefined: no log group. */
  readonly logGroupRetentionDays?: number | undefined;
  /** Class of that log group. A change replaces it and deletes its events. Omitted: STANDARD. */
  readonly logClass?: LogClass | undefined;
  /** Days (7 to 30) during which the deletion of the key can be canceled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete the key. Without it, nobody can read the logs. */
  readonly deletionProtection: boolean;
}

/**
 * Creates a trail of the management events of all Regions, with its key. Returns the name of its log group, if it has one.
 * CloudTrail.1, CloudTrail.2 and CloudTrail.4 of Security Hub, and CloudTrail.5 with a log group.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
 */
export function createTrail(
  parent: pulumi.Resource,
  name: string,
  args: CloudTrailArgs,
): pulumi.Output<string> | undefined {
  const { platformName, accountId, region } = args;
  const trailArn = `arn:aws:cloudtrail:${region}:${accountId}:trail/${platformName}`;
  const key = new EncryptionKey(
    `${name}-trail-key`,
    {
      description: `CloudTrail logs of the account, trail ${platformName}`,
      aliasName: `${platformName}-trail`,
      accountId,
      policyStatements: allowEncryption(trailArn),
      deletionWindowDays: args.keyDeletionWindowDays,
      deletionProtection: args.deletionProtection,
    },
    { parent },
  );
  const log = createLog(parent, name, args);
  new cloudtrail.Trail(
    `${name}-trail`,
    {
      name: platformName,
      s3BucketName: args.logBucketName,
      kmsKeyId: key.keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      ...log?.delivery,
    },
    { parent, dependsOn: log === undefined ? [] : [log.policy] },
  );
  return log?.logGroupName;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function allowEncryption(trailArn: string): readonly PolicyStatement[] {
  const Principal = { Service: SERVICE };
  const ofTrail = { "aws:SourceArn": trailArn };
  return [
    {
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: { StringEquals: { ...ofTrail, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn } },
    },
    {
      Sid: "TrailChecksTheKey",
      Effect: "Allow",
      Principal,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: ofTrail },
    },
  ];
}

/** The log group of the trail, the role with which CloudTrail writes to it, and the arguments of the trail for both. */
function createLog(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, region, logGroupRetentionDays, logClass }: CloudTrailArgs,
):
  | {
      readonly logGroupName: pulumi.Output<string>;
      readonly delivery: Partial<cloudtrail.TrailArgs>;
      readonly policy: iam.RolePolicy;
    }
  | undefined {
  if (logGroupRetentionDays === undefined) return undefined;
  const logGroup = new cloudwatch.LogGroup(
    `${name}-trail`,
    {
      retentionInDays: logGroupRetentionDays,
      ...(logClass === undefined ? {} : { logGroupClass: logClass }),
    },
    { parent },
  );
  const role = new iam.Role(
    `${name}-trail-role`,
    {
      description: `Writes the events of the trail ${platformName} to CloudWatch Logs`,
      assumeRolePolicy: serviceTrustPolicy(SERVICE, { StringEquals: { "aws:SourceAccount": accountId } }),
    },
    { parent },
  );
  const streams = pulumi.interpolate`${logGroup.arn}:log-stream:${accountId}_CloudTrail_${region}*`;
  const policy = new iam.RolePolicy(
    `${name}-trail-role`,
    {
      role: role.name,
      policy: streams.apply((Resource) =>
        policyDocument([{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource }]),
      ),
    },
    { parent },
  );
  return {
    logGroupName: logGroup.name,
    // CloudTrail requires the wildcard of log streams at the end.
    delivery: { cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`, cloudWatchLogsRoleArn: role.arn },
    policy,
  };
}
