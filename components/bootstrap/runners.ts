import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as codebuild from "@pulumi/aws/codebuild";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

import { runnerLogGroupName, runnerLogKeyAlias, runnerProjectName, runnerRoleName } from "../../domain/bootstrap/names";
import { serviceTrustPolicy } from "../../domain/iam/policy-document";
import { EncryptionKey } from "../encryption";
import type { BootstrapArgs } from "./bootstrap-args";
import type { RunnerArgs } from "./runner-args";
import { encryptRunnerLogs, runnerPolicy } from "./runner-policies";

const HTTPS = 443;
/** The longest session of a deploy role. GitHub ends jobs earlier, by their own limit. */
const LONGEST_JOB_MINUTES = 720;
/**
 * Amazon Linux 2023 with Git, the AWS CLI and kubectl. The runner of GitHub is installed by CodeBuild.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-github-action-runners-update-yaml.images.html
 */
const IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:5.0";

/** What the resources of all runners share. */
interface Shared {
  readonly parent: pulumi.Resource;
  readonly args: BootstrapArgs;
  readonly repository: string;
  readonly logKeyArn: pulumi.Input<string>;
}

/**
 * Creates a runner of GitHub Actions for each stack with `runner`: a CodeBuild project in the private subnets of the stack,
 * which starts a new container for each job that names its label, and a webhook for queued jobs. Its security group accepts
 * no connections. $1 a month for the key of the logs; jobs are billed by the minute.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html
 */
export function createRunners(parent: pulumi.Resource, name: string, args: BootstrapArgs): void {
  const runners = Object.entries(args.stacks).flatMap(([stack, { runner }]) =>
    runner === undefined ? [] : [[stack, runner] as const],
  );
  if (runners.length === 0) return;
  if (args.github === undefined) throw new pulumi.ResourceError("A runner needs a repository of GitHub", parent, true);
  const shared = { parent, args, repository: args.github.repository, logKeyArn: createLogKey(parent, name, args) };
  for (const [stack, runner] of runners) createRunner(`${name}-${stack}-runner`, stack, runner, shared);
}

function createLogKey(parent: pulumi.Resource, name: string, args: BootstrapArgs): pulumi.Output<string> {
  const { accountId, keyDeletionWindowDays: deletionWindowDays, deletionProtection } = args;
  return new EncryptionKey(
    `${name}-runner-log-key`,
    {
      description: "Logs of the runners of stacks",
      aliasName: runnerLogKeyAlias(args.name),
      accountId,
      deletionWindowDays,
      deletionProtection,
      policyStatements: [encryptRunnerLogs(args)],
    },
    { parent },
  ).keyArn;
}

function createRunner(name: string, stack: string, runner: RunnerArgs, shared: Shared): void {
  const { parent, args, repository, logKeyArn } = shared;
  const logGroup = new cloudwatch.LogGroup(
    name,
    {
      name: runnerLogGroupName(args.name, stack),
      retentionInDays: runner.logRetentionDays,
      kmsKeyId: logKeyArn,
    },
    { parent },
  );
  const securityGroup = createSecurityGroup(name, stack, runner, shared);
  const { role, policy } = createRole(name, stack, runner, shared, { logGroup, securityGroup });
  const project = new codebuild.Project(
    name,
    {
      name: runnerProjectName(args.name, stack),
      description: `Runs jobs of GitHub Actions in the network of the stack ${stack}`,
      serviceRole: role.arn,
      source: {
        type: "GITHUB",
        location: `https://github.com/${repository}.git`,
        gitCloneDepth: 1,
        auth: { type: "CODECONNECTIONS", resource: runner.connectionArn },
      },
      artifacts: { type: "NO_ARTIFACTS" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: `BUILD_GENERAL1_${runner.size.toUpperCase()}`,
        image: IMAGE,
      },
      buildTimeout: LONGEST_JOB_MINUTES,
      vpcConfig: { vpcId: runner.vpcId, subnets: [...runner.subnetIds], securityGroupIds: [securityGroup.id] },
      logsConfig: { cloudwatchLogs: { groupName: logGroup.name } },
    },
    // CodeBuild checks the permissions of the role when it creates the project.
    { parent, dependsOn: policy },
  );
  new codebuild.Webhook(
    name,
    {
      projectName: project.name,
      buildType: "BUILD",
      filterGroups: [{ filters: [{ type: "EVENT", pattern: "WORKFLOW_JOB_QUEUED" }] }],
    },
    { parent },
  );
}

/** A group without ingress: nothing connects to a runner. GitHub, npm, AWS and the Kubernetes API are reached by HTTPS. */
function createSecurityGroup(
  name: string,
  stack: string,
  { vpcId, clusterSecurityGroupId }: RunnerArgs,
  { parent, args }: Shared,
): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(
    name,
    {
      description: `Runner of the stack ${stack}`,
      vpcId,
      tags: { Name: runnerProjectName(args.name, stack) },
    },
    { parent },
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: securityGroup.id,
      description: "GitHub, npm, AWS and the Kubernetes API",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: "0.0.0.0/0",
    },
    { parent },
  );
  new vpc.SecurityGroupIngressRule(
    `${name}-api`,
    {
      securityGroupId: clusterSecurityGroupId,
      description: `Kubernetes API from the runner of the stack ${stack}`,
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      referencedSecurityGroupId: securityGroup.id,
    },
    { parent },
  );
  return securityGroup;
}

function createRole(
  name: string,
  stack: string,
  runner: RunnerArgs,
  { parent, args }: Shared,
  { logGroup, securityGroup }: { readonly logGroup: cloudwatch.LogGroup; readonly securityGroup: ec2.SecurityGroup },
): { readonly role: iam.Role; readonly policy: iam.RolePolicy } {
  const projectArn = `arn:aws:codebuild:${args.region}:${args.accountId}:project/${runnerProjectName(args.name, stack)}`;
  const role = new iam.Role(
    name,
    {
      name: runnerRoleName(args.name, stack),
      description: `Starts the runner of the stack ${stack}, and has no permissions for the stack`,
      // https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
      assumeRolePolicy: serviceTrustPolicy("codebuild.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": args.accountId },
        ArnEquals: { "aws:SourceArn": projectArn },
      }),
    },
    { parent },
  );
  const arns = pulumi.output({ logGroup: logGroup.arn, securityGroup: securityGroup.arn });
  const policy = new iam.RolePolicy(
    name,
    { name: "runner", role: role.name, policy: arns.apply((known) => runnerPolicy(args, runner, known)) },
    { parent },
  );
  return { role, policy };
}
