import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as kinesis from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";

import { bucketArn } from "../../domain/arns";
import { policyDocument, type PolicyStatement, serviceTrustPolicy } from "../../domain/iam/policy-document";
import {
  ARCHIVE_ALARMS,
  ARCHIVE_BUFFER,
  ARCHIVE_ERROR_DAYS,
  ARCHIVE_ERROR_PREFIX,
  ARCHIVE_PREFIX,
  archivePrefixes,
  archiveStreamName,
} from "../../domain/monitoring/log-archive";
import { archiveErrorLogGroupName, isOfPlatform } from "../../domain/monitoring/log-groups";
import type { TopicArns } from "./log-alarm";
import { createMetricAlarm } from "./metric-alarm";

export interface LogArchiveSettings {
  /** Log groups by key, the folder of their objects. */
  readonly logGroups: Readonly<Record<string, string>>;
  /** Key of the bucket. Omitted: the log bucket. */
  readonly bucket?: string | undefined;
}

export interface ArchiveStorage {
  readonly logBucketName: pulumi.Input<string>;
  readonly bucketNames: Readonly<Record<string, pulumi.Input<string>>>;
  /** Key of the buckets other than the log bucket. Undefined: a key of S3. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
}

export interface LogArchiveArgs extends LogArchiveSettings {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  readonly storage: ArchiveStorage;
  /** Components that create log groups of the stack. */
  readonly owners: readonly pulumi.Resource[];
}

/** A role, and its policy, which its users wait for. */
interface ReadyRole {
  readonly arn: pulumi.Output<string>;
  readonly policy: iam.RolePolicy;
}

/**
 * Creates a stream of Amazon Data Firehose for each log group, to which a subscription sends its events and which writes them
 * to S3 as compressed lines of JSON, with two roles and a log group for the reasons of failed deliveries. $0.029 per GB.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 *
 * @param topicArns undefined without alarms
 */
export function createLogArchive(
  parent: pulumi.Resource,
  name: string,
  args: LogArchiveArgs,
  topicArns: TopicArns | undefined,
): void {
  const { platformName, logGroups, owners } = args;
  const bucket = pulumi.output(bucketNameOf(args)).apply(bucketArn);
  const errorLog = new cloudwatch.LogGroup(
    `${name}-archive-errors`,
    { name: archiveErrorLogGroupName(platformName), retentionInDays: ARCHIVE_ERROR_DAYS },
    { parent },
  );
  const writer = createWriter(parent, `${name}-archive-writer-role`, args, bucket, errorLog);
  const sender = createSender(parent, `${name}-archive-sender-role`, args);
  for (const [key, logGroup] of Object.entries(logGroups)) {
    const stream = createStream(parent, `${name}-archive-${key}`, { platformName, key, bucket, errorLog, writer });
    new cloudwatch.LogSubscriptionFilter(
      `${name}-archive-${key}`,
      {
        // Not the name of a subscription with the key `archive-…`, which would take the place of this one.
        name: `${platformName}/archive/${key}`,
        logGroup,
        destinationArn: stream.arn,
        filterPattern: "",
        roleArn: sender.arn,
      },
      { parent, dependsOn: [sender.policy, ...(isOfPlatform(logGroup, platformName) ? owners : [])] },
    );
    if (topicArns === undefined) continue;
    for (const [alarmKey, alarm] of Object.entries(ARCHIVE_ALARMS)) {
      createMetricAlarm(parent, `${name}-${alarmKey}-${key}`, {
        alarmName: `${platformName}-${alarmKey}-${key}`,
        alarm,
        dimensions: { DeliveryStreamName: stream.name },
        topicArn: pulumi.output(topicArns[alarm.severity]),
      });
    }
  }
}

function bucketNameOf({ bucket, storage }: LogArchiveArgs): pulumi.Input<string> {
  if (bucket === undefined) return storage.logBucketName;
  const bucketName = storage.bucketNames[bucket];
  if (bucketName === undefined) throw new Error(`logs.archive.bucket: there is no bucket "${bucket}".`);
  return bucketName;
}

interface StreamArgs {
  readonly platformName: string;
  readonly key: string;
  readonly bucket: pulumi.Output<string>;
  readonly errorLog: cloudwatch.LogGroup;
  readonly writer: ReadyRole;
}

/** Encrypted with a key of AWS, DataFirehose.1 of Security Hub. The objects have the encryption of the bucket. */
function createStream(
  parent: pulumi.Resource,
  name: string,
  { platformName, key, bucket, errorLog, writer }: StreamArgs,
): kinesis.FirehoseDeliveryStream {
  const logStream = new cloudwatch.LogStream(name, { name: key, logGroupName: errorLog.name }, { parent });
  const { prefix, errorPrefix } = archivePrefixes(key);
  return new kinesis.FirehoseDeliveryStream(
    name,
    {
      name: archiveStreamName(platformName, key),
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
      extendedS3Configuration: {
        bucketArn: bucket,
        roleArn: writer.arn,
        prefix,
        errorOutputPrefix: errorPrefix,
        bufferingSize: ARCHIVE_BUFFER.megabytes,
        bufferingInterval: ARCHIVE_BUFFER.seconds,
        compressionFormat: "GZIP",
        cloudwatchLoggingOptions: { enabled: true, logGroupName: errorLog.name, logStreamName: logStream.name },
        // CloudWatch Logs sends compressed batches without a line break, which queries could not read:
        // https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs-decompression.html
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: "Decompression",
              parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
            },
            { type: "AppendDelimiterToRecord" },
          ],
        },
      },
    },
    { parent, dependsOn: [writer.policy] },
  );
}

/** https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 */
function createWriter(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, region, bucket: bucketKey, storage }: LogArchiveArgs,
  bucket: pulumi.Output<string>,
  errorLog: cloudwatch.LogGroup,
): ReadyRole {
  const key = bucketKey === undefined ? undefined : storage.encryptionKeyArn;
  const role = new iam.Role(
    name,
    {
      description: `Writes the log archive of ${platformName}`,
      assumeRolePolicy: serviceTrustPolicy("firehose.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId },
      }),
    },
    { parent },
  );
  const policy = pulumi.all([bucket, errorLog.arn, key]).apply(([bucketArn, logArn, keyArn]) =>
    policyDocument([
      {
        Effect: "Allow",
        Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
        Resource: [ARCHIVE_PREFIX, ARCHIVE_ERROR_PREFIX].map((prefix) => `${bucketArn}/${prefix}/*`),
      },
      {
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Resource: bucketArn,
      },
      { Effect: "Allow", Action: "logs:PutLogEvents", Resource: `${logArn}:log-stream:*` },
      ...(keyArn === undefined ? [] : [allowKey(keyArn, region)]),
    ]),
  );
  return { arn: role.arn, policy: new iam.RolePolicy(name, { role: role.name, policy }, { parent }) };
}

function allowKey(keyArn: string, region: string): PolicyStatement {
  return {
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
  };
}

/** CloudWatch Logs sends events with it. */
function createSender(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, region, logGroups }: LogArchiveArgs,
): ReadyRole {
  const role = new iam.Role(
    name,
    {
      description: `Sends log events of ${platformName} to the archive`,
      assumeRolePolicy: serviceTrustPolicy("logs.amazonaws.com", {
        StringLike: { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` },
      }),
    },
    { parent },
  );
  const policy = policyDocument([
    {
      Effect: "Allow",
      Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      Resource: Object.keys(logGroups).map(
        (key) => `arn:aws:firehose:${region}:${accountId}:deliverystream/${archiveStreamName(platformName, key)}`,
      ),
    },
  ]);
  return { arn: role.arn, policy: new iam.RolePolicy(name, { role: role.name, policy }, { parent }) };
}
