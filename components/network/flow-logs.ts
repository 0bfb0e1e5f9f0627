import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";

import { flowLogDeliveryPolicy, flowLogTrustPolicy } from "./flow-log-policies";
import type { NetworkScope } from "./scope";

export interface FlowLogsArgs {
  /** Which connections are recorded. A change replaces the flow log, not what it wrote. */
  readonly traffic: "ALL" | "ACCEPT" | "REJECT";
  /** Days that records are kept. CloudWatch takes $0.50 for each GB written and $0.03 a month for each GB kept. */
  readonly retentionDays: number;
  /** Seconds that are summed into one record. 60 writes up to ten times as many records as 600. */
  readonly aggregationSeconds: 60 | 600;
}

/**
 * Flow logs of the whole VPC, written to a CloudWatch log group (Security Hub EC2.6).
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 */
export function createFlowLogs(
  { parent, name, platformName, vpcId }: NetworkScope,
  { traffic, retentionDays, aggregationSeconds }: FlowLogsArgs,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): cloudwatch.LogGroup {
  const logicalName = `${name}-flow-logs`;
  const logGroup = new cloudwatch.LogGroup(logicalName, { retentionInDays: retentionDays }, { parent });
  const role = new iam.Role(
    logicalName,
    {
      description: `Writes the VPC flow logs of ${platformName}`,
      assumeRolePolicy: flowLogTrustPolicy(accountId, region),
    },
    { parent },
  );
  const delivery = new iam.RolePolicy(
    logicalName,
    { role: role.name, policy: logGroup.arn.apply(flowLogDeliveryPolicy) },
    { parent },
  );
  new ec2.FlowLog(
    logicalName,
    {
      vpcId,
      trafficType: traffic,
      maxAggregationInterval: aggregationSeconds,
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: `${platformName}-flow-logs` },
    },
    // AWS refuses a second flow log that looks the same to it (FlowLogAlreadyExists), so a replacement deletes first.
    { parent, dependsOn: [delivery], deleteBeforeReplace: true },
  );
  return logGroup;
}
