import { isRecord } from "../property-diff";
import type { Props } from "../props";
import type { World } from "../world";
import { refuseMissing, SECURITY_GROUP, SUBNET, VPC } from "./ec2-objects";
import { ROLE } from "./iam";
import type { Request, ServiceTable } from "./table";

export const PROJECT = "aws:codebuild/project:Project";
export const WEBHOOK = "aws:codebuild/webhook:Webhook";

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
const PROJECT_NAME = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/;

export const codebuild: ServiceTable = {
  [PROJECT]: {
    id: projectArn,
    outputs: { arn: projectArn, badgeUrl: () => "", publicProjectAlias: () => "" },
    refusals: (request, current) => {
      const { inputs, world, region } = request;
      const name = String(inputs["name"]);
      const taken = current === undefined && world.ofType(PROJECT, { name }).some((other) => other.region === region);
      return [
        ...(PROJECT_NAME.test(name) ? [] : [`InvalidInputException: Project name "${name}" is not valid`]),
        ...(taken ? [`ResourceAlreadyExistsException: Project already exists: ${name}`] : []),
        ...(world.ofType(ROLE, { arn: inputs["serviceRole"] }).length === 0
          ? ["InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on the service role"]
          : []),
        ...refuseNetwork(request),
      ];
    },
  },
  [WEBHOOK]: {
    id: ({ inputs }) => String(inputs["projectName"]),
    outputs: {
      payloadUrl: () => "",
      secret: () => "",
      url: ({ hex }) => `https://api.github.com/repos/simulated/hooks/${hex(8)}`,
    },
    // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateWebhook.html
    refusals: ({ inputs, world }, current) => {
      const name = String(inputs["projectName"]);
      return [
        ...(world.ofType(PROJECT, { name }).length === 0
          ? [`ResourceNotFoundException: Project ${name} not found`]
          : []),
        ...(current === undefined && world.get(WEBHOOK, name) !== undefined
          ? [`ResourceAlreadyExistsException: the project ${name} has a webhook`]
          : []),
      ];
    },
  },
};

function projectArn({ inputs, region, accountId }: Request): string {
  return `arn:aws:codebuild:${region}:${accountId}:project/${String(inputs["name"])}`;
}

/** The VPC exists, and subnets and security groups are in it. */
function refuseNetwork(request: Request): string[] {
  const vpcConfig = request.inputs["vpcConfig"];
  if (!isRecord(vpcConfig)) return [];
  const { vpcId } = vpcConfig;
  return [
    ...refuseMissing({ ...request, inputs: vpcConfig }, "vpcId", VPC),
    ...refuseOutside(request.world, vpcId, SUBNET, vpcConfig["subnets"]),
    ...refuseOutside(request.world, vpcId, SECURITY_GROUP, vpcConfig["securityGroupIds"]),
  ];
}

function refuseOutside(world: World, vpcId: unknown, type: string, ids: Props[string]): string[] {
  return (Array.isArray(ids) ? ids : [])
    .filter((id) => world.get(type, String(id))?.state["vpcId"] !== vpcId)
    .map((id) => `InvalidInputException: Invalid vpc config: ${String(id)} is not in ${String(vpcId)}`);
}
