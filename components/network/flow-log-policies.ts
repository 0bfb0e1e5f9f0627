import { policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";

/**
 * Trust policy for the flow log service, only for flow logs of this account and Region. Without the conditions, another
 * account could make the service write to this log group (confused deputy).
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrustPolicy(accountId: string, region: string): string {
  return serviceTrustPolicy("vpc-flow-logs.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
  });
}

/**
 * Allows writing to this log group only. It omits two actions of the AWS example: `logs:CreateLogGroup`, because records
 * that arrive during a destroy would create the log group again, without retention and outside of the stack; and
 * `logs:DescribeLogGroups`, which does not support permissions for a single log group.
 */
export function flowLogDeliveryPolicy(logGroupArn: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
  ]);
}
