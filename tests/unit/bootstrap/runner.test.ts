import type { Bootstrap } from "../../../components/bootstrap";
import type { Recording } from "../../support/record";
import { RUNNER } from "./fixtures";
import { ARGS, recordBootstrap, stack, statement, statementsOf } from "./record-bootstrap";

const KEY = "aws:kms/key:Key";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

describe("the runner of a stack", () => {
  const runner = { ...RUNNER, size: "medium", logRetentionDays: 90 } as const;
  const WEBHOOK = "aws:codebuild/webhook:Webhook";
  const PROJECT = "aws:codebuild/project:Project";
  const GROUP = "aws:ec2/securityGroup:SecurityGroup";
  const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  const name = "bootstrap-prod-runner";
  let all: Recording<Bootstrap>;
  let withRunner: Recording<Bootstrap>;

  beforeAll(async () => {
    all = await recordBootstrap({});
    const stacks = { ...ARGS.stacks, prod: { ...stack("shop-prod", false), runner } };
    withRunner = await recordBootstrap({ stacks });
  });

  it("is created on request only, for its stack alone", () => {
    expect(all.ofType(PROJECT)).toEqual([]);
    expect(all.ofType(KEY)).toHaveLength(withRunner.ofType(KEY).length - 1);
    expect(withRunner.ofType(PROJECT).map((project) => project.name)).toEqual([name]);
  });

  it("starts a container in the private subnets for each queued job of the repository, without a token", () => {
    expect(withRunner.one(PROJECT, name).inputs).toMatchObject({
      name: "shop-bootstrap-prod",
      source: {
        location: "https://github.com/acme/shop.git",
        auth: { type: "CODECONNECTIONS", resource: runner.connectionArn },
      },
      environment: { computeType: "BUILD_GENERAL1_MEDIUM" },
      vpcConfig: { vpcId: runner.vpcId, subnets: runner.subnetIds },
    });
    expect(withRunner.one(WEBHOOK, name).inputs).toMatchObject({
      projectName: "shop-bootstrap-prod",
      filterGroups: [{ filters: [{ type: "EVENT", pattern: "WORKFLOW_JOB_QUEUED" }] }],
    });
  });

  it("accepts no connections, and may connect to the Kubernetes API", () => {
    const own = withRunner.one(GROUP, name);
    expect(own.inputs).toMatchObject({ vpcId: runner.vpcId });
    expect(own.inputs["ingress"]).toBeUndefined();
    expect(withRunner.ofType(INGRESS).map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({
        securityGroupId: runner.clusterSecurityGroupId,
        referencedSecurityGroupId: own.id,
        fromPort: 443,
        toPort: 443,
      }),
    ]);
  });

  it("has a role for its project alone, without permissions for the stack", () => {
    expect(statementsOf(withRunner, ROLE, name)).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "codebuild.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnEquals: { "aws:SourceArn": "arn:aws:codebuild:eu-west-1:111122223333:project/shop-bootstrap-prod" },
        },
      },
    ]);
    const statements = statementsOf(withRunner, ROLE_POLICY, name);
    expect(statements.flatMap(({ Action }) => [Action ?? []].flat()).sort()).toEqual([
      "codeconnections:GetConnection",
      "codeconnections:GetConnectionToken",
      "ec2:CreateNetworkInterface",
      "ec2:CreateNetworkInterfacePermission",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeDhcpOptions",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
    expect(statements.filter(({ Resource }) => Resource === "*").map(({ Sid }) => Sid)).toEqual(["Network"]);
    expect(withRunner.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toHaveLength(
      all.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").length,
    );
  });

  it("uses the actions of CodeStar Connections for a connection with that ARN", async () => {
    const connectionArn = runner.connectionArn.replace("codeconnections", "codestar-connections");
    const stacks = { dev: { ...stack("shop-dev", true), runner: { ...runner, connectionArn } } };
    const other = await recordBootstrap({ stacks });
    expect(statement(other, ROLE_POLICY, "bootstrap-dev-runner", "Connection")?.Action).toEqual([
      "codestar-connections:GetConnection",
      "codestar-connections:GetConnectionToken",
    ]);
  });

  it("keeps its logs encrypted, with a key that encrypts no other logs, for the configured time", () => {
    const key = withRunner.one(KEY, "bootstrap-runner-log-key");
    expect(withRunner.one("aws:cloudwatch/logGroup:LogGroup", name).inputs).toMatchObject({
      name: "/aws/codebuild/shop-bootstrap-prod",
      retentionInDays: 90,
      kmsKeyId: key.state["arn"],
    });
    expect(statement(withRunner, KEY, "bootstrap-runner-log-key", "RunnerLogs")).toMatchObject({
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn":
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/codebuild/shop-bootstrap-*",
        },
      },
    });
  });
});
