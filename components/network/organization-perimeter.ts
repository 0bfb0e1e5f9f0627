import { bucketArn } from "../../domain/arns";
import type { PolicyStatement } from "../../domain/iam/policy-document";

interface OrganizationArgs {
  readonly region: string;
  readonly organizationId: string;
  readonly readableBuckets: readonly string[];
}

/**
 * What may pass an endpoint of a service: the organization's own roles and users, to the organization's own resources.
 * The second half is what an account's policy does not have: even a role of ours cannot write into a stranger's bucket.
 * Then what AWS's own services do on our behalf, and what the platform needs of resources that AWS owns.
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

/** What the services of AWS that nodes and their agents use would lose. */
const EXCEPTIONS: Readonly<Record<string, (args: OrganizationArgs) => PolicyStatement[]>> = {
  ec2: amazonImages,
  "ecr.api": pulls,
  "ecr.dkr": pulls,
  s3: readableBuckets,
  ssm: publicParameters,
  sts: webIdentities,
};

/** AMIs belong to Amazon, and to start one is to use it. */
function amazonImages({ organizationId }: OrganizationArgs): PolicyStatement[] {
  const Condition = { StringEquals: { "aws:PrincipalOrgID": organizationId, "ec2:Owner": "amazon" } };
  return [{ Sid: "AmazonImages", ...anyone(["ec2:RunInstances", "ec2:CreateFleet"], "*"), Condition }];
}

/**
 * Images of EKS add-ons lie in an account of AWS's, another one in each Region; to pull carries nothing out.
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

/** To take on a role with a web identity is signed by nobody, so there only the role can be the organization's. */
function webIdentities({ organizationId }: OrganizationArgs): PolicyStatement[] {
  const Condition = { StringEquals: { "aws:ResourceOrgID": organizationId } };
  return [{ Sid: "WebIdentities", ...anyone("sts:AssumeRoleWithWebIdentity", "*"), Condition }];
}

/** Signed by AWS or by nobody: what a node reads here says nothing about who it is. */
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
  Action: PolicyStatement["Action"],
  Resource: string | readonly string[],
): Pick<PolicyStatement, "Effect" | "Principal" | "Action" | "Resource"> {
  return { Effect: "Allow", Principal: "*", Action, Resource };
}
