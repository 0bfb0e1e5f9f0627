import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";

interface ControllerScope {
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  readonly nodeRoleArn: string;
  readonly queueArn: string;
}

/** Resources that a launch creates. The controller may create them only with the tags of the cluster. */
const LAUNCHED = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

/** Existing resources that a launch uses. */
const USED = ["security-group", "subnet", "capacity-reservation", "placement-group"];

/**
 * Permissions of the controller as Karpenter documents them, except that it cannot create instance profiles. This program
 * creates the profile of the nodes, so the controller can pass no other role. It can create resources only with the tags of
 * the cluster, and change or delete only resources that have them. https://karpenter.sh/docs/reference/cloudformation/
 */
export function controllerPolicy({ clusterName, region, accountId, nodeRoleArn, queueArn }: ControllerScope): string {
  const ec2 = (types: readonly string[]): string[] => types.map((type) => `arn:aws:ec2:${region}:*:${type}/*`);
  const clusterArn = `arn:aws:eks:${region}:${accountId}:cluster/${clusterName}`;
  const ownedTag = `kubernetes.io/cluster/${clusterName}`;
  const onOwned = {
    StringEquals: { [`aws:ResourceTag/${ownedTag}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
  const withTags = { [`aws:RequestTag/${ownedTag}`]: "owned", "aws:RequestTag/eks:eks-cluster-name": clusterName };
  const withPool = { "aws:RequestTag/karpenter.sh/nodepool": "*" };
  return policyDocument([
    allow(
      "UseWhatALaunchNeeds",
      ["ec2:RunInstances", "ec2:CreateFleet"],
      [`arn:aws:ec2:${region}::image/*`, `arn:aws:ec2:${region}::snapshot/*`, ...ec2(USED)],
    ),
    allow("UseOwnLaunchTemplates", ["ec2:RunInstances", "ec2:CreateFleet"], ec2(["launch-template"]), onOwned),
    allow(
      "LaunchWithTheClustersTags",
      ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      ec2(LAUNCHED),
      {
        StringEquals: withTags,
        StringLike: withPool,
      },
    ),
    allow("TagAtLaunch", ["ec2:CreateTags"], ec2(LAUNCHED), {
      StringEquals: { ...withTags, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
      StringLike: withPool,
    }),
    allow("NameOwnInstances", ["ec2:CreateTags"], ec2(["instance"]), {
      ...onOwned,
      StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
    }),
    allow(
      "EndOwnInstances",
      ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      ec2(["instance", "launch-template"]),
      onOwned,
    ),
    allow("GiveNodesTheirRole", ["iam:PassRole"], [nodeRoleArn], {
      StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
    }),
    allow("ReadInstanceProfiles", ["iam:GetInstanceProfile"], [`arn:aws:iam::${accountId}:instance-profile/*`]),
    allow("ListInstanceProfiles", ["iam:ListInstanceProfiles"], ["*"]),
    allow("FindTheApi", ["eks:DescribeCluster"], [clusterArn]),
    allow("SeeZonalShifts", ["arc-zonal-shift:GetManagedResource"], ["*"], {
      StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn },
    }),
    allow("HearOfInterruptions", ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], [queueArn]),
    allow("SeeWhatEc2Offers", EC2_READS, ["*"], { StringEquals: { "aws:RequestedRegion": region } }),
    allow("FindAmis", ["ssm:GetParameter"], [`arn:aws:ssm:${region}::parameter/aws/service/*`]),
    allow("SeePrices", ["pricing:GetProducts"], ["*"]),
  ]);
}

const EC2_READS = [
  "ec2:DescribeCapacityReservations",
  "ec2:DescribeImages",
  "ec2:DescribeInstances",
  "ec2:DescribeInstanceStatus",
  "ec2:DescribeInstanceTypeOfferings",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeLaunchTemplates",
  "ec2:DescribePlacementGroups",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSpotPriceHistory",
  "ec2:DescribeSubnets",
];

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: NonNullable<PolicyStatement["Condition"]>,
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
