import { policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";

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
 * The role writes to this log group only. Two actions of AWS's example are left out: `logs:CreateLogGroup`, because
 * records that arrive during a destroy would create the group again, without retention and outside of any stack; and
 * `logs:DescribeLogGroups`, which knows no single group and so grants nothing here.
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
