import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import { runnerLogGroupName } from "../../domain/bootstrap/names";
import type { BootstrapArgs } from "./bootstrap-args";
import type { RunnerArgs } from "./runner-args";

/** ARNs that the policy of the runner's role refers to. */
export interface RunnerArns {
  readonly logGroup: string;
  readonly securityGroup: string;
}

/**
 * Permissions of CodeBuild for a build in a VPC. The jobs on the runner can use them as well, so there are no others: a job
 * gets the permissions for its stack from the role of the pipeline.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface
 * https://docs.aws.amazon.com/codebuild/latest/userguide/connections-github-app.html
 */
export function runnerPolicy(
  { accountId, region }: Pick<BootstrapArgs, "accountId" | "region">,
  { connectionArn, subnetIds }: Pick<RunnerArgs, "connectionArn" | "subnetIds">,
  { logGroup, securityGroup }: RunnerArns,
): string {
  const ec2Arn = (resource: string): string => `arn:aws:ec2:${region}:${accountId}:${resource}`;
  const subnets = subnetIds.map((id) => ec2Arn(`subnet/${id}`));
  const interfaces = ec2Arn("network-interface/*");
  return policyDocument([
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroup}:*`,
    },
    {
      Sid: "Network",
      Effect: "Allow",
      Action: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: "*",
    },
    {
      Sid: "CreateInterfaces",
      Effect: "Allow",
      Action: "ec2:CreateNetworkInterface",
      Resource: [interfaces, securityGroup, ...subnets],
    },
    {
      Sid: "DeleteInterfaces",
      Effect: "Allow",
      Action: "ec2:DeleteNetworkInterface",
      Resource: interfaces,
      Condition: { ArnEquals: { "ec2:Subnet": subnets } },
    },
    {
      Sid: "LendInterfaces",
      Effect: "Allow",
      Action: "ec2:CreateNetworkInterfacePermission",
      Resource: interfaces,
      Condition: {
        StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" },
        ArnEquals: { "ec2:Subnet": subnets },
      },
    },
    {
      Sid: "Connection",
      Effect: "Allow",
      // The prefix of the actions is that of the ARN: connections from before 2024 have `codestar-connections`.
      Action: ["GetConnection", "GetConnectionToken"].map((action) => `${connectionArn.split(":")[2] ?? ""}:${action}`),
      Resource: connectionArn,
    },
  ]);
}

/**
 * Lets CloudWatch Logs encrypt the logs of runners, and no other log groups.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function encryptRunnerLogs({
  name,
  accountId,
  region,
}: Pick<BootstrapArgs, "name" | "accountId" | "region">): PolicyStatement {
  return {
    Sid: "RunnerLogs",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:${runnerLogGroupName(name, "*")}`,
      },
    },
  };
}
