import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { bucketArn } from "../../domain/arns";
import { flowLogDeliveryPolicy, flowLogTrustPolicy } from "./flow-log-policies";
import { type LogBucketArgs, type LogClassArgs, type LogDestination, logGroupClass } from "./log-destination";
import type { NetworkScope } from "./scope";

export type FlowLogsArgs = LogDestination<"s3"> &
  LogClassArgs & {
    /** Which connections are recorded. A change replaces the flow log and keeps its records. */
    readonly traffic: "ALL" | "ACCEPT" | "REJECT";
    /** Fields of a record, in this order. Default: the default format of AWS. A change replaces the flow log. */
    readonly fields?: readonly string[] | undefined;
    /** Seconds that one record covers. 60 writes up to ten times as many records as 600. */
    readonly aggregationSeconds: 60 | 600;
  };

interface DeliveryArgs extends LogBucketArgs {
  /** Account of the flow logs. */
  readonly accountId: string;
  readonly region: string;
}

/**
 * Creates the flow log of the VPC (Security Hub EC2.6), with its CloudWatch log group unless it is written to the log bucket.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export function createFlowLogs(scope: NetworkScope, flowLogs: FlowLogsArgs, delivery: DeliveryArgs): void {
  if (flowLogs.destination === "s3") {
    createFlowLog(scope, flowLogs, toBucket(delivery), []);
    return;
  }
  const { parent, name } = scope;
  const logGroup = new cloudwatch.LogGroup(
    `${name}-flow-logs`,
    { retentionInDays: flowLogs.retentionDays, ...logGroupClass(flowLogs) },
    { parent },
  );
  const { role, policy } = createWriter(scope, logGroup, delivery);
  createFlowLog(scope, flowLogs, { logDestination: logGroup.arn, iamRoleArn: role.arn }, [policy]);
}

/**
 * Parquet files below `AWSLogs/aws-account-id=.../.../hour=...`, so that Athena reads only the queried columns and hours.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
function toBucket({ storage }: DeliveryArgs): Partial<ec2.FlowLogArgs> {
  return {
    logDestinationType: "s3",
    logDestination: pulumi.output(storage.logBucketName).apply(bucketArn),
    destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
  };
}

function createWriter(
  { parent, name, platformName }: NetworkScope,
  logGroup: cloudwatch.LogGroup,
  { accountId, region }: DeliveryArgs,
): { readonly role: iam.Role; readonly policy: iam.RolePolicy } {
  const logicalName = `${name}-flow-logs`;
  const role = new iam.Role(
    logicalName,
    {
      description: `Writes the VPC flow logs of ${platformName}`,
      assumeRolePolicy: flowLogTrustPolicy(accountId, region),
    },
    { parent },
  );
  const policy = new iam.RolePolicy(
    logicalName,
    { role: role.name, policy: logGroup.arn.apply(flowLogDeliveryPolicy) },
    { parent },
  );
  return { role, policy };
}

function createFlowLog(
  { parent, name, platformName, vpcId }: NetworkScope,
  { traffic, fields, aggregationSeconds }: FlowLogsArgs,
  destination: Partial<ec2.FlowLogArgs>,
  dependsOn: readonly pulumi.Resource[],
): void {
  new ec2.FlowLog(
    `${name}-flow-logs`,
    {
      vpcId,
      trafficType: traffic,
      maxAggregationInterval: aggregationSeconds,
      ...(fields === undefined ? {} : { logFormat: fields.map((field) => `\${${field}}`).join(" ") }),
      ...destination,
      tags: { Name: `${platformName}-flow-logs` },
    },
    // EC2 refuses a second flow log with the same destination (FlowLogAlreadyExists), so the old one is deleted first.
    { parent, dependsOn: [...dependsOn], deleteBeforeReplace: true },
  );
}
