import { readFileSync } from "node:fs";
import path from "node:path";

import { deployAccess, readPolicy } from "../../../components/bootstrap/access-policies";
import { boundaryPolicy } from "../../../components/bootstrap/boundary";
import { deployPolicies } from "../../../components/bootstrap/deploy-policies";
import type { PolicyStatement } from "../../../domain/iam/policy-document";
import { PROJECT_DIR } from "../../support/stack-files";
import { ACCOUNT, ARGS, type Case, DEV, KEYS, mayCall, role, statements, titled } from "./policy-fixture";

const STATE = `arn:aws:s3:::shop-bootstrap-state-${ACCOUNT}-eu-west-1`;

const CANARY_SCRIPT = `arn:aws:s3:::shop-dev-${ACCOUNT}-eu-west-1-canaries/0a1b2c3d4e5f6071.zip`;
const CANARY_FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:cwsyn-shop-dev-home-page-0a1b`;

const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`;

function secret(name: string): string {
  return `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}`;
}

function boundaryOf(key: string): Record<string, string> {
  return { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/boundary/shop-bootstrap-${key}` };
}

const BOUNDARY = statements(boundaryPolicy(ARGS, "dev", KEYS));
const DEPLOY = [
  ...Object.values(deployPolicies(ARGS, "dev", DEV)),
  deployAccess(ARGS, "dev", KEYS),
  readPolicy(),
].flatMap(statements);
const ADMINISTRATOR: readonly PolicyStatement[] = [{ Effect: "Allow", Action: "*", Resource: "*" }];

/** Tags of a resource in another environment, and of one in the environment of the stack. */
const OF_PROD = { "aws:ResourceTag/Environment": "prod" };
const OF_DEV = { "aws:ResourceTag/Environment": "dev" };
/** A key of the bootstrap, which has the tag of the bootstrap's environment. */
const BOOTSTRAP_KEY = { "kms:ResourceAliases": "alias/shop-bootstrap-any", ...OF_PROD };

function allowed(principal: string, policies: readonly PolicyStatement[], request: Case): boolean {
  return mayCall(principal, policies, BOUNDARY, request);
}

function deploy(request: Case): boolean {
  return allowed("shop-bootstrap-dev-deploy", DEPLOY, request);
}

describe("the deploy role of a stack", () => {
  it.each(
    titled([
      ["iam:CreateRole", role("cluster-node-role-0123abc"), boundaryOf("dev")],
      ["s3:ListBucket", STATE],
      ["s3:PutObject", `${STATE}/stacks/dev/.pulumi/stacks/groundwork/dev.json`],
      ["s3:DeleteObject", `${STATE}/stacks/dev/.pulumi/locks/lock.json`],
      ["kms:GenerateDataKey", KEYS.state, BOOTSTRAP_KEY],
      ["kms:Decrypt", KEYS.secrets.dev, BOOTSTRAP_KEY],
      ["kms:CreateKey", "*"],
      ["kms:PutKeyPolicy", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/data`, OF_DEV],
      ["kms:Decrypt", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/data`, OF_DEV],
      ["logs:DeleteLogGroup", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/eks/shop-dev/cluster`, OF_DEV],
      ["lambda:AddPermission", FUNCTION, { ...OF_DEV, "lambda:Principal": "s3.amazonaws.com" }],
      ["eks:UpdateClusterConfig", `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/shop-dev`, OF_DEV],
      ["secretsmanager:CreateSecret", secret("shop-dev/database")],
      ["secretsmanager:RotateSecret", secret("shop-dev/database-a1b2c3"), OF_DEV],
      ["lambda:InvokeFunction", FUNCTION, OF_DEV],
      ["lambda:AddPermission", FUNCTION, { ...OF_DEV, "lambda:Principal": "secretsmanager.amazonaws.com" }],
      // The provider writes and reads the tags of the script of canaries, and updates descriptions by an action of their own.
      ["s3:PutObjectTagging", CANARY_SCRIPT],
      ["s3:GetObjectTagging", CANARY_SCRIPT],
      ["iam:UpdateRoleDescription", role("cluster-node-role-0123abc"), OF_DEV],
      // CloudWatch accepts the permission for all alarms only.
      ["cloudwatch:PutCompositeAlarm", "*"],
      [
        "iam:PassRole",
        role("monitoring-canary-home-page-role-0123abc"),
        { "iam:PassedToService": "synthetics.amazonaws.com" },
      ],
      ["lambda:AddPermission", CANARY_FUNCTION],
      ["lambda:GetLayerVersion", "arn:aws:lambda:eu-west-1:378653112637:layer:AWS-CW-Synthetics-Node:1"],
      [
        "iam:CreateServiceLinkedRole",
        role("aws-service-role/management.chatbot.amazonaws.com/AWSServiceRoleForAWSChatbot"),
        { "iam:AWSServiceName": "management.chatbot.amazonaws.com" },
      ],
    ]),
  )("may call %s", (_, request) => {
    expect(deploy(request)).toBe(true);
  });

  it.each(
    titled([
      ["iam:CreateRole", role("cluster-node-role-0123abc")],
      ["iam:CreateRole", role("cluster-node-role-0123abc"), boundaryOf("prod")],
      ["iam:UpdateAssumeRolePolicy", role("cluster-node-role-0123abc"), OF_PROD],
      ["s3:GetObject", `${STATE}/stacks/prod/.pulumi/stacks/groundwork/prod.json`],
      ["s3:GetObject", `${STATE}/bootstrap/.pulumi/stacks/groundwork-bootstrap/example.json`],
      ["s3:PutBucketPolicy", STATE],
      ["iam:CreateRole", role("cluster-admin"), boundaryOf("dev")],
      ["iam:UpdateAssumeRolePolicy", role("network-admin")],
      ["iam:PassRole", role("backup-admin"), { "iam:PassedToService": "ec2.amazonaws.com" }],
      ["kms:Decrypt", KEYS.secrets.prod, BOOTSTRAP_KEY],
      ["kms:PutKeyPolicy", KEYS.state, BOOTSTRAP_KEY],
      ["kms:CreateGrant", KEYS.state, BOOTSTRAP_KEY],
      ["kms:PutKeyPolicy", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/of-another-team`],
      ["kms:ScheduleKeyDeletion", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/of-another-team`],
      ["logs:DeleteLogGroup", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:aws-cloudtrail-logs`],
      ["lambda:AddPermission", FUNCTION, { "lambda:Principal": "s3.amazonaws.com" }],
      ["lambda:AddPermission", FUNCTION, { ...OF_DEV, "lambda:Principal": "*" }],
      ["ecr:PutReplicationConfiguration", "*"],
      ["secretsmanager:GetSecretValue", secret("shop-dev/database-a1b2c3"), OF_DEV],
      ["secretsmanager:DeleteSecret", secret("shop-development/database-a1b2c3"), OF_DEV],
      ["lambda:InvokeFunction", FUNCTION],
      ["lambda:InvokeFunction", FUNCTION, OF_PROD],
      ["lambda:AddPermission", CANARY_FUNCTION.replace("shop-dev", "shop-prod")],
      ["s3:PutObjectTagging", "arn:aws:s3:::shop-dev-data/report.csv"],
      ["iam:UpdateRoleDescription", role("network-admin")],
      ["cloudwatch:PutMetricAlarm", `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:shop-prod-nodes`],
    ]),
  )("may not call %s", (_, request) => {
    expect(deploy(request)).toBe(false);
  });

  it("may not read the state of another stack, even if another policy of the role allows it", () => {
    const request: Case = ["s3:GetObject", `${STATE}/stacks/prod/.pulumi/stacks/groundwork/prod.json`];
    expect(allowed("shop-bootstrap-dev-deploy", [...DEPLOY, ...ADMINISTRATOR], request)).toBe(false);
  });
});

describe("canaries of a stack", () => {
  // Synthetics calls Lambda with the permissions of the caller, and gives its functions no tags.
  const call = (action: string, canary: string): Case => [
    action,
    `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:cwsyn-${canary}-1a2b3c4d`,
  ];

  it.each(["CreateFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction"])(
    "have a function for which the deploy role of the stack may call lambda:%s, and no other",
    (action) => {
      expect(deploy(call(`lambda:${action}`, "shop-dev-home"))).toBe(true);
      expect(deploy(call(`lambda:${action}`, "shop-prod-home"))).toBe(false);
    },
  );
});

it.each(["lambda", "synthetics"])("the deploy role may pass roles of canaries to %s", (service) => {
  const context = { "iam:PassedToService": `${service}.amazonaws.com` };
  expect(deploy(["iam:PassRole", role("monitoring-canary-home-role-0123abc"), context])).toBe(true);
});

describe("a role with AdministratorAccess that a stack creates", () => {
  const created = (request: Case): boolean => allowed("cluster-evil-0123abc", ADMINISTRATOR, request);

  it.each(
    titled([
      ["s3:GetObject", "arn:aws:s3:::shop-dev-data/file"],
      ["dynamodb:PutItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
      ["kms:Decrypt", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/data`, { "kms:ResourceAliases": "alias/shop-dev-data" }],
      ["eks:DescribeCluster", `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/shop-dev`, OF_DEV],
      ["ec2:DescribeSubnets", "*"],
      ["ec2:CreateTags", `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-new`, { "ec2:CreateAction": "RunInstances" }],
      ["ssm:StartSession", `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-node`, OF_DEV],
      ["ssm:StartSession", "arn:aws:ssm:eu-west-1::document/AWS-StartInteractiveCommand"],
    ]),
  )("may call %s", (_, request) => {
    expect(created(request)).toBe(true);
  });

  it.each(
    titled([
      ["s3:GetObject", `${STATE}/stacks/prod/.pulumi/stacks/groundwork/prod.json`],
      ["s3:GetObject", `${STATE}/stacks/dev/.pulumi/stacks/groundwork/dev.json`],
      ["s3:PutObject", `${STATE}/bootstrap/.pulumi/stacks/groundwork-bootstrap/example.json`],
      ["s3:DeleteObject", `arn:aws:s3:::shop-bootstrap-access-logs-${ACCOUNT}-eu-west-1/log`],
      ["kms:Decrypt", KEYS.secrets.prod, BOOTSTRAP_KEY],
      ["kms:Decrypt", KEYS.secrets.dev, BOOTSTRAP_KEY],
      ["kms:Decrypt", KEYS.state, BOOTSTRAP_KEY],
      ["kms:DeleteAlias", `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/shop-bootstrap-secrets-prod`],
      ["eks:DeleteCluster", `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/shop-prod`, OF_PROD],
      ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:db`, OF_PROD],
      ["iam:UpdateAssumeRolePolicy", role("cluster-node-role-0123abc"), OF_PROD],
      ["iam:PutRolePolicy", role("cluster-node-role-0123abc"), boundaryOf("prod")],
      ["iam:CreatePolicyVersion", `arn:aws:iam::${ACCOUNT}:policy/boundary/shop-bootstrap-dev`],
      ["sts:AssumeRole", role("shop-bootstrap-prod-deploy")],
      ["iam:DeleteRole", role("OrganizationAccountAccessRole")],
      ["iam:DetachRolePolicy", role("someone")],
      ["iam:UpdateRole", role("OrganizationAccountAccessRole")],
      ["iam:RemoveClientIDFromOpenIDConnectProvider", `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`],
      ["lambda:UpdateFunctionCode", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:landing-zone-admin`],
      ["ssm:SendCommand", `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-admin`],
      ["ec2:CreateTags", `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-admin`],
      ["guardduty:DisassociateFromMasterAccount", "*"],
      ["guardduty:CreateFilter", "*"],
      ["config:PutConfigurationRecorder", "*"],
      ["cloudtrail:UpdateEventDataStore", "*"],
      ["sso-directory:CreateUser", "*"],
    ]),
  )("may not call %s", (_, request) => {
    expect(created(request)).toBe(false);
  });
});

describe("a stack that creates the services of its account", () => {
  const secured = { ...DEV, accountServices: true };
  const args = { ...ARGS, stacks: { ...ARGS.stacks, dev: secured } };
  const deploy = [
    ...Object.values(deployPolicies(args, "dev", secured)),
    deployAccess(args, "dev", KEYS),
    readPolicy(),
  ];
  const boundary = statements(boundaryPolicy(args, "dev", KEYS));
  const may = (principal: string, policies: readonly PolicyStatement[], request: Case): boolean =>
    mayCall(principal, policies, boundary, request);
  const linkedRole = role("aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig");
  const cases: readonly Case[] = [
    ["cloudtrail:CreateTrail", `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/shop-dev`],
    ["config:PutConfigurationRecorder", "*"],
    ["guardduty:CreateDetector", "*"],
    ["securityhub:DisableSecurityHub", "*"],
    ["inspector2:Disable", "*"],
    ["iam:CreateServiceLinkedRole", linkedRole, { "iam:AWSServiceName": "config.amazonaws.com" }],
    ["iam:PassRole", linkedRole],
    ["iam:TagRole", linkedRole],
    ["iam:DeleteServiceLinkedRole", linkedRole],
    [
      "iam:PassRole",
      role("account-services-trail-role-0123abc"),
      { "iam:PassedToService": "cloudtrail.amazonaws.com" },
    ],
  ];

  it.each(titled(cases))("has a deploy role that may call %s, unlike that of another stack", (_, request) => {
    expect(may("shop-bootstrap-dev-deploy", deploy.flatMap(statements), request)).toBe(true);
    expect(allowed("shop-bootstrap-dev-deploy", DEPLOY, request)).toBe(false);
  });

  it("has no other role that may change them, and no deploy role that may change the trail of others", () => {
    expect(may("cluster-evil-0123abc", ADMINISTRATOR, ["guardduty:DeleteDetector", "*"])).toBe(false);
    const ofOthers = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/organization`;
    expect(may("shop-bootstrap-dev-deploy", deploy.flatMap(statements), ["cloudtrail:DeleteTrail", ofOthers])).toBe(
      false,
    );
  });
});

it("every deploy role may enroll the account for recommendations and block public documents", () => {
  const requests: readonly Case[] = [
    ["compute-optimizer:UpdateEnrollmentStatus", "*"],
    ["cost-optimization-hub:UpdateEnrollmentStatus", "*", { "aws:RequestedRegion": "us-east-1" }],
    ["ssm:UpdateServiceSetting", "*"],
  ];
  for (const request of requests) expect(allowed("shop-bootstrap-dev-deploy", DEPLOY, request)).toBe(true);
});

it("the names of all roles of a stack match its patterns", () => {
  // policies.json has the trust policies of all stacks and examples.
  const names = ["dev", "staging", "prod", "policies"].flatMap((file) => {
    const text = readFileSync(path.join(PROJECT_DIR, "tests/program/golden", `${file}.json`), "utf8");
    const found = [...text.matchAll(/"aws:iam\/role:Role::([\w-]+)(?:\.assumeRolePolicy)?"/g)];
    // Roles of the bootstrap are not of a stack, and access roles have a name of their own.
    return found.map(([, name = ""]) => name).filter((name) => !/^(bootstrap-|cluster-role-)/.test(name));
  });
  expect(names).toContain("monitoring-canary-home-page-role");
  for (const name of names) {
    const resource = role(`${name}-0123abc`);
    expect(allowed("shop-bootstrap-dev-deploy", DEPLOY, ["iam:CreateRole", resource, boundaryOf("dev")])).toBe(true);
  }
});
