import type { PolicyStatement } from "../iam/policy-document";
import { type ApiError, clusterTagKey, type ExperimentKey } from "./experiments";

/** Place and targets of the experiments. */
export interface ExperimentPlace {
  readonly region: string;
  readonly accountId: string;
  readonly clusterName: string;
  readonly vpcId: string;
  /** Subnets that the loss of a zone disconnects. Empty without that experiment. */
  readonly subnetArns: readonly string[];
}

const INJECTIONS: Readonly<Record<ApiError, string>> = {
  throttle: "fis:InjectApiThrottleError",
  unavailable: "fis:InjectApiUnavailableError",
  internal: "fis:InjectApiInternalError",
};

/**
 * The permissions of an experiment's role: its action on its targets, and the delivery of its log. Each is a part of the AWS
 * managed policies, limited to the cluster, the VPC and the subnets of the stack.
 * https://docs.aws.amazon.com/fis/latest/userguide/security-iam-awsmanpol.html
 *
 * @param error only for `api-errors`
 */
export function experimentStatements(
  key: ExperimentKey,
  place: ExperimentPlace,
  error: ApiError = "throttle",
): readonly PolicyStatement[] {
  switch (key) {
    case "terminate-nodes":
      return [...terminateNodes(place), DELIVER_LOGS];
    case "zone-loss":
      return [...disconnectSubnets(place), DELIVER_LOGS];
    case "api-errors":
      return [
        {
          Sid: "InjectErrors",
          Effect: "Allow",
          Action: INJECTIONS[error],
          Resource: `arn:aws:fis:${place.region}:${place.accountId}:experiment/*`,
        },
        DELIVER_LOGS,
      ];
  }
}

function terminateNodes({ region, accountId, clusterName }: ExperimentPlace): readonly PolicyStatement[] {
  return [
    { Sid: "FindNodes", Effect: "Allow", Action: ["ec2:DescribeInstances", "tag:GetResources"], Resource: "*" },
    {
      Sid: "TerminateNodes",
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: `arn:aws:ec2:${region}:${accountId}:instance/*`,
      Condition: { StringEquals: { [`ec2:ResourceTag/${clusterTagKey(clusterName)}`]: "owned" } },
    },
  ];
}

/**
 * Fault Injection Service gives the subnets a network ACL of its own, and restores theirs afterwards.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSFaultInjectionSimulatorNetworkAccess.html
 */
function disconnectSubnets({ region, accountId, vpcId, subnetArns }: ExperimentPlace): readonly PolicyStatement[] {
  const arn = (resource: string): string => `arn:aws:ec2:${region}:${accountId}:${resource}`;
  const [acls, vpc] = [arn("network-acl/*"), arn(`vpc/${vpcId}`)];
  return [
    {
      Sid: "FindSubnets",
      Effect: "Allow",
      Action: ["ec2:DescribeManagedPrefixLists", "ec2:DescribeNetworkAcls", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
      Resource: "*",
    },
    {
      Sid: "ReadPrefixLists",
      Effect: "Allow",
      Action: "ec2:GetManagedPrefixListEntries",
      Resource: "arn:aws:ec2:*:*:prefix-list/*",
    },
    { Sid: "CreateAclInVpc", Effect: "Allow", Action: "ec2:CreateNetworkAcl", Resource: vpc },
    {
      Sid: "CreateAcl",
      Effect: "Allow",
      Action: "ec2:CreateNetworkAcl",
      Resource: acls,
      Condition: { StringEquals: { "aws:RequestTag/managedByFIS": "true" } },
    },
    {
      Sid: "TagAcl",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: acls,
      Condition: {
        StringEquals: {
          "ec2:CreateAction": "CreateNetworkAcl",
          "aws:RequestTag/managedByFIS": "true",
        },
      },
    },
    {
      Sid: "ChangeAcl",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"],
      Resource: acls,
      Condition: { StringEquals: { "ec2:ResourceTag/managedByFIS": "true" } },
    },
    {
      Sid: "ExchangeAcl",
      Effect: "Allow",
      Action: "ec2:ReplaceNetworkAclAssociation",
      Resource: [acls, ...subnetArns],
    },
  ];
}

/**
 * Log delivery supports no permissions for a single log group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html#AWS-logs-infrastructure-CWL
 */
const DELIVER_LOGS: PolicyStatement = {
  Sid: "DeliverLogs",
  Effect: "Allow",
  Action: [
    "logs:CreateLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:PutResourcePolicy",
  ],
  Resource: "*",
};
