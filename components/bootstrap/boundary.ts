import { CONFIG_SERVICE } from "../../domain/account/services";
import { bucketArn } from "../../domain/arns";
import {
  bootstrapPrefix,
  boundaryArn,
  pipelineRoleArn,
  stateBucketName,
  stateFolder,
} from "../../domain/bootstrap/names";
import { COMPONENT_ROLE_PATTERNS, environmentOf, prefixPatterns } from "../../domain/bootstrap/role-patterns";
import { canaryFunctions } from "../../domain/monitoring/canary";
import { type PolicyCondition, policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import type { KeyArns } from "./access-policies";
import type { BootstrapArgs, StackArgs } from "./bootstrap-args";

/** Identities with long-lived credentials, and settings of sign-in. Platforms have roles only. */
const IDENTITIES = [
  "iam:*User*",
  "iam:*Group*",
  "iam:*AccessKey*",
  "iam:*LoginProfile*",
  "iam:*MFADevice*",
  "iam:*SAMLProvider*",
  "iam:*ServiceSpecificCredential*",
  "iam:*SigningCertificate*",
  "iam:*SSHPublicKey*",
  "iam:CreateAccountAlias",
  "iam:DeleteAccountAlias",
  "iam:*AccountPasswordPolicy",
];

/** What records and detects attacks in the account. */
const AUDIT = [
  "cloudtrail:Delete*",
  "cloudtrail:Put*",
  "cloudtrail:Stop*",
  "cloudtrail:Update*",
  "config:Delete*",
  "config:PutConfigurationRecorder*",
  "config:PutDelivery*",
  "config:Stop*",
  "guardduty:Create*",
  "guardduty:Delete*",
  "guardduty:Disassociate*",
  "guardduty:Stop*",
  "guardduty:Update*",
  "securityhub:BatchDisable*",
  "securityhub:Disable*",
  "securityhub:Disassociate*",
];

/** Services for the account as a whole: the organization, people, and contracts. */
const NOT_FOR_PLATFORMS = [
  "account:*",
  "aws-marketplace:*",
  "billing:*",
  "identitystore:*",
  "organizations:*",
  "payments:*",
  "savingsplans:*",
  "sso:*",
  "sso-directory:*",
];

/**
 * The permissions boundary of a stack: of its deploy and preview roles, and of every role that the stack creates. It grants
 * nothing: a role needs policies too. It allows the services that platforms and their workloads may use, and denies what
 * would lead out of it: roles without this boundary, roles of others, resources of other environments, this policy itself,
 * and the resources of the bootstrap. State and secrets of the stack are for the roles of its pipelines alone. Its size does
 * not depend on the number of stacks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function boundaryPolicy(args: BootstrapArgs, stack: string, keys: KeyArns): string {
  const owner = args.stacks[stack];
  if (owner === undefined) throw new Error(`There is no stack ${stack}`);
  const environment = environmentOf(owner);
  const prefix = bootstrapPrefix(args.name);
  const iam = (resource: string): string => `arn:aws:iam::${args.accountId}:${resource}`;
  return policyDocument([
    // The next statement allows what the pipelines need of the bootstrap's buckets.
    { Sid: "Platforms", Effect: "Allow", NotAction: NOT_FOR_PLATFORMS, NotResource: `arn:aws:s3:::${prefix}-*` },
    ...stateOfStack(args, stack),
    {
      Sid: "RolesHaveThisBoundary",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn(args, stack) } },
    },
    deny("BoundariesStay", ["iam:DeleteRolePermissionsBoundary"], "*"),
    // Most of these actions do not have the condition key iam:PermissionsBoundary, so the names decide. Pods may assume
    // roles in other accounts. Without the key, the request is denied.
    {
      Sid: "RolesOfOthers",
      Effect: "Deny",
      Action: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy*",
        "iam:DeleteRole*",
        "iam:DetachRole*",
        "iam:PassRole",
        "iam:PutRolePermissions*",
        "iam:SetDefaultPolicy*",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRole*",
        "iam:UpdateRole*",
        "sts:AssumeRole",
      ],
      NotResource: [
        ...COMPONENT_ROLE_PATTERNS.map((pattern) => `arn:aws:iam::*:role/${pattern}`),
        // Roles and policies, in one entry because the length of the document is limited.
        ...prefixPatterns(owner).map((pattern) => `arn:aws:iam::*:*/${pattern}`),
        ...(owner.accountServices ? [`arn:aws:iam::*:role/aws-service-role/${CONFIG_SERVICE}/*`] : []),
      ],
      Condition: { StringEqualsIfExists: { "aws:ResourceAccount": args.accountId } },
    },
    {
      Sid: "IdentityProvidersOfOthers",
      Effect: "Deny",
      Action: [
        "iam:AddClientID*",
        "iam:CreateOpenID*",
        "iam:DeleteOpenID*",
        "iam:RemoveClientID*",
        "iam:TagOpenID*",
        "iam:UntagOpenID*",
        "iam:UpdateOpenID*",
      ],
      NotResource: iam("oidc-provider/oidc.eks.*"),
    },
    deny("Identities", IDENTITIES, "*"),
    audit(args, stack, owner),
    {
      Sid: "BootstrapRoles",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*"],
      Resource: [iam(`role/${prefix}-*`), iam(`policy/${prefix}-*`), iam(`policy/boundary/${prefix}-*`)],
    },
    ...denyKeys(args, stack, keys),
    denyOtherEnvironments(args, environment, ownKeys(keys, stack)),
    ...denyCodeOnOthers(args.environmentTagKey, owner),
  ]);
}

/** With `accountServices`, the deploy role is the only role of the stack that may change what detects attacks. */
function audit(args: BootstrapArgs, stack: string, { accountServices }: StackArgs): PolicyStatement {
  const statement = deny("Audit", AUDIT, "*");
  if (!accountServices) return statement;
  return { ...statement, Condition: { ArnNotEquals: { "aws:PrincipalArn": pipelineRoleArn(args, stack, "deploy") } } };
}

/** Objects in the state bucket: those of the stack, and only for the roles of its pipelines. */
function stateOfStack(args: BootstrapArgs, stack: string): readonly PolicyStatement[] {
  const bucket = bucketArn(stateBucketName(args));
  return [
    {
      Sid: "State",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      Resource: [bucket, `${bucket}/${stateFolder(stack)}/*`],
    },
    {
      Sid: "StateOfPipelines",
      Effect: "Deny",
      Action: "s3:*",
      Resource: `arn:aws:s3:::${bootstrapPrefix(args.name)}-*`,
      Condition: unlessPipelines(args, stack),
    },
  ];
}

/** Keys of the bootstrap, which their aliases identify: a list of their ARNs would grow with the number of stacks. */
function denyKeys(args: BootstrapArgs, stack: string, keys: KeyArns): readonly PolicyStatement[] {
  const aliases = `alias/${bootstrapPrefix(args.name)}-*`;
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
  const ofBootstrap: PolicyCondition = { "ForAnyValue:StringLike": { "kms:ResourceAliases": aliases } };
  return [
    deny("KeyAliases", ["kms:*Alias"], `arn:aws:kms:*:${args.accountId}:${aliases}`),
    {
      Sid: "KeysOfOthers",
      Effect: "Deny",
      Action: "kms:*",
      NotResource: ownKeys(keys, stack),
      Condition: ofBootstrap,
    },
    {
      Sid: "KeysOfPipelines",
      Effect: "Deny",
      Action: "kms:*",
      Resource: "*",
      Condition: { ...ofBootstrap, ...unlessPipelines(args, stack) },
    },
    {
      Sid: "KeySettings",
      Effect: "Deny",
      NotAction: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: ofBootstrap,
    },
  ];
}

/**
 * Denies every action on resources of the account with the tag of another environment. Resources of other accounts, such as
 * shared subnets, have tags of their owner.
 */
function denyOtherEnvironments(args: BootstrapArgs, environment: string, keys: readonly string[]): PolicyStatement {
  const tag = `aws:ResourceTag/${args.environmentTagKey}`;
  return {
    Sid: "OtherEnvironments",
    Effect: "Deny",
    Action: "*",
    // The bootstrap's keys and buckets have the tag of its own environment. Other statements limit them.
    NotResource: [...keys, `arn:aws:s3:::${bootstrapPrefix(args.name)}-*`],
    Condition: {
      // The operator StringNotEquals is also true for a resource without the tag.
      Null: { [tag]: "false" },
      StringNotEquals: { [tag]: environment },
      StringEquals: { "aws:ResourceAccount": args.accountId },
    },
  };
}

/**
 * Denies to run code with the roles of functions and instances that do not have the tag of the stack's environment, and to
 * add the tag to such an instance. Tags that an instance gets at its launch have the key ec2:CreateAction. Synthetics creates
 * functions of canaries without tags, so their names decide.
 */
function denyCodeOnOthers(tagKey: string, stack: StackArgs): readonly PolicyStatement[] {
  const withoutTag = { [`aws:ResourceTag/${tagKey}`]: environmentOf(stack) };
  return [
    {
      Sid: "CodeOnOthers",
      Effect: "Deny",
      Action: "lambda:UpdateFunctionCo*",
      NotResource: `arn:aws:lambda:*:*:function:${canaryFunctions(`${stack.platformName}-`)}`,
      Condition: { StringNotEquals: withoutTag },
    },
    {
      Sid: "InstancesOfOthers",
      Effect: "Deny",
      Action: ["ec2:CreateTags", "ssm:SendCommand", "ssm:StartSession"],
      Resource: ["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:managed-instance/*"],
      // Requests to Systems Manager never have the key.
      Condition: { Null: { "ec2:CreateAction": "true" }, StringNotEquals: withoutTag },
    },
  ];
}

/** The keys that the pipelines of a stack use. */
function ownKeys({ state, secrets }: KeyArns, stack: string): readonly string[] {
  return [state, secrets[stack] ?? ""];
}

function unlessPipelines(args: BootstrapArgs, stack: string): PolicyCondition {
  const kinds = args.stacks[stack]?.isShortLived === true ? (["deploy"] as const) : (["deploy", "preview"] as const);
  const roles = kinds.map((role) => pipelineRoleArn(args, stack, role));
  return { ArnNotEquals: { "aws:PrincipalArn": roles } };
}

function deny(sid: string, actions: readonly string[], resource: string): PolicyStatement {
  return { Sid: sid, Effect: "Deny", Action: actions, Resource: resource };
}
