import { boundaryArn, bootstrapPrefix } from "../../domain/bootstrap/names";
import { rolePatterns } from "../../domain/bootstrap/role-patterns";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import type { BootstrapArgs } from "./bootstrap-args";

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
  "cloudtrail:DeleteTrail",
  "cloudtrail:DeleteEventDataStore",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:DisassociateFromAdministratorAccount",
  "guardduty:UpdateDetector",
  "securityhub:DisableSecurityHub",
  "securityhub:DisassociateFromAdministratorAccount",
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
];

/**
 * The permissions boundary of the deploy and preview roles, and of every role that a stack creates. It grants nothing: a
 * role needs policies too. It allows the services that platforms and their workloads may use, and denies what would lead
 * out of it: roles without this boundary, roles of others, this policy itself, and the resources of the bootstrap.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 *
 * @param keyArns the keys of the state bucket and of secrets
 */
export function boundaryPolicy(args: BootstrapArgs, keyArns: readonly string[]): string {
  const { accountId, name } = args;
  const prefix = bootstrapPrefix(name);
  const iam = (resource: string): string => `arn:aws:iam::${accountId}:${resource}`;
  const patterns = [...new Set(Object.values(args.stacks).flatMap(rolePatterns))];
  const stackRoles = patterns.map((pattern) => iam(`role/${pattern}`));
  return policyDocument([
    { Sid: "Platforms", Effect: "Allow", NotAction: NOT_FOR_PLATFORMS, Resource: "*" },
    {
      Sid: "RolesHaveThisBoundary",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn(args) } },
    },
    deny("BoundariesStay", ["iam:DeleteRolePermissionsBoundary"], "*"),
    // The condition key iam:PermissionsBoundary does not exist for these actions, so the names decide.
    {
      Sid: "RolesOfOthers",
      Effect: "Deny",
      Action: ["iam:PassRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy"],
      NotResource: stackRoles,
    },
    // Pods may assume roles in other accounts. Without the key, the request is denied.
    {
      Sid: "SessionsOfOthers",
      Effect: "Deny",
      Action: "sts:AssumeRole",
      NotResource: stackRoles,
      Condition: { StringEqualsIfExists: { "aws:ResourceAccount": accountId } },
    },
    {
      Sid: "PoliciesOfOthers",
      Effect: "Deny",
      Action: ["iam:CreatePolicyVersion", "iam:DeletePolicy*", "iam:SetDefaultPolicyVersion"],
      NotResource: patterns.map((pattern) => iam(`policy/${pattern}`)),
    },
    {
      Sid: "IdentityProvidersOfOthers",
      Effect: "Deny",
      Action: [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
      ],
      NotResource: iam("oidc-provider/oidc.eks.*"),
    },
    deny("Identities", IDENTITIES, "*"),
    deny("Audit", AUDIT, "*"),
    {
      Sid: "BootstrapRoles",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*"],
      Resource: [iam(`role/${prefix}-*`), iam(`policy/${prefix}-*`), boundaryArn(args)],
    },
    {
      Sid: "BootstrapBuckets",
      Effect: "Deny",
      NotAction: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      Resource: `arn:aws:s3:::${prefix}-*`,
    },
    {
      Sid: "BootstrapKeys",
      Effect: "Deny",
      NotAction: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: [...keyArns, `arn:aws:kms:*:${accountId}:alias/${prefix}-*`],
    },
  ]);
}

function deny(sid: string, actions: readonly string[], resource: string): PolicyStatement {
  return { Sid: sid, Effect: "Deny", Action: actions, Resource: resource };
}
