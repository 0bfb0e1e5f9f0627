import { policyDocument, serviceTrustPolicy } from "../shared/iam-policy";

/**
 * Who may take on the role: the flow log service, for flow logs of this account and region. Without the conditions
 * anyone could have AWS write into our log group on their behalf.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrustPolicy(accountId: string, region: string): string {
  return serviceTrustPolicy("vpc-flow-logs.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
  });
}

/**
 * What the role may do: write to this one group. `logs:CreateLogGroup`, which AWS's example has, is left out, because
 * records still under way at a destroy would bring the group back, without retention and outside of any stack.
 */
export function flowLogDeliveryPolicy(logGroupArn: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
  ]);
}
