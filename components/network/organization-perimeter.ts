import { bucketArn } from "../../domain/arns";
import type { PolicyStatement } from "../../domain/iam/policy-document";

interface OrganizationArgs {
  readonly region: string;
  readonly organizationId: string;
  readonly readableBuckets: readonly string[];
}

/**
 * Statements of an endpoint policy that allow roles and users of the organization to access resources of the organization,
 * so that not even they can write to another organization's bucket. AWS services that act for the account, and the
 * resources of AWS that nodes need, are allowed too.
 * https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html
 * https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/vpc_endpoint_policies
 */
export function organizationStatements(service: string, args: OrganizationArgs): PolicyStatement[] {
  const { organizationId } = args;
  return [
    {
      Sid: "OwnIdentitiesToOwnResources",
      ...anyone("*", "*"),
      Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId, "aws:ResourceOrgID": organizationId } },
    },
    {
      Sid: "AwsServices",
      ...anyone("*", "*"),
      Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } },
    },
    ...(EXCEPTIONS[service]?.(args) ?? []),
  ];
}

/** Additional statements for resources of AWS that nodes and their agents use, by service. */
const EXCEPTIONS: Readonly<Record<string, (args: OrganizationArgs) => PolicyStatement[]>> = {
  ec2: amazonImages,
  "ecr.api": pulls,
  "ecr.dkr": pulls,
  s3: readableBuckets,
  ssm: publicParameters,
  sts: webIdentities,
};

/** Starting an instance needs access to its AMI, which Amazon owns. */
function amazonImages({ organizationId }: OrganizationArgs): PolicyStatement[] {
  const Condition = { StringEquals: { "aws:PrincipalOrgID": organizationId, "ec2:Owner": "amazon" } };
  return [{ Sid: "AmazonImages", ...anyone(["ec2:RunInstances", "ec2:CreateFleet"], "*"), Condition }];
}

/**
 * Images of EKS add-ons are in accounts of AWS that differ by Region. Pulling an image sends no data out.
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
 */
function pulls({ organizationId }: OrganizationArgs): PolicyStatement[] {
  const actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const Condition = { StringEquals: { "aws:PrincipalOrgID": organizationId } };
  return [{ Sid: "OthersImages", ...anyone(actions, "*"), Condition }];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html */
function publicParameters({ region, organizationId }: OrganizationArgs): PolicyStatement[] {
  const actions = [
    "ssm:DescribeDocument",
    "ssm:GetDocument",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
  ];
  const ownedByAws = [`arn:aws:ssm:${region}::parameter/aws/*`, `arn:aws:ssm:${region}::document/*`];
  const Condition = { StringEquals: { "aws:PrincipalOrgID": organizationId } };
  return [{ Sid: "PublicParametersAndDocuments", ...anyone(actions, ownedByAws), Condition }];
}

/** AssumeRoleWithWebIdentity requests are not signed, so the policy checks the organization of the role instead. */
function webIdentities({ organizationId }: OrganizationArgs): PolicyStatement[] {
  const Condition = { StringEquals: { "aws:ResourceOrgID": organizationId } };
  return [{ Sid: "WebIdentities", ...anyone("sts:AssumeRoleWithWebIdentity", "*"), Condition }];
}

/** Requests to these buckets are unsigned or signed by AWS, so the policy cannot check the caller. */
function readableBuckets({ region, readableBuckets }: OrganizationArgs): PolicyStatement[] {
  const others = readableBuckets.map(bucketArn);
  return [
    {
      Sid: "AwsBuckets",
      ...anyone(
        "s3:GetObject",
        awsBuckets(region).map((name) => `${bucketArn(name)}/*`),
      ),
    },
    ...(others.length === 0
      ? []
      : [
          {
            Sid: "ReadableBuckets",
            ...anyone(["s3:GetObject", "s3:ListBucket"], [...others, ...others.map((arn) => `${arn}/*`)]),
          },
        ]),
  ];
}

function awsBuckets(region: string): string[] {
  return [
    // Layers of images in ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
    `prod-${region}-starport-layer-bucket`,
    // Packages of Amazon Linux 2023: https://docs.aws.amazon.com/linux/al2023/ug/live-patching.html
    `al2023-repos-${region}-de612dc2`,
    `al2023-${region}`,
    // SSM Agent: https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html
    `aws-ssm-${region}`,
    `amazon-ssm-${region}`,
    `amazon-ssm-packages-${region}`,
    `${region}-birdwatcher-prod`,
    `aws-ssm-distributor-file-${region}`,
    `aws-ssm-document-attachments-${region}`,
    `patch-baseline-snapshot-${region}`,
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-cloudwatch-agent-commandline.html
    `amazoncloudwatch-agent-${region}`,
  ];
}

function anyone(
  Action: NonNullable<PolicyStatement["Action"]>,
  Resource: string | readonly string[],
): Pick<PolicyStatement, "Effect" | "Principal" | "Action" | "Resource"> {
  return { Effect: "Allow", Principal: "*", Action, Resource };
}
