import { z } from "zod";
import { principalArn, topicArn } from "../../schema/arns";
import { distinct, text } from "../../schema/fields";

const key = text(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, "2 to 32 lowercase letters, digits and hyphens, a letter first");

/** EKS refuses groups with reserved prefixes: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
const kubernetesGroup = text(
  /^(?!system:|eks:|aws:|amazon:|iam:)[\w:@./-]+$/,
  "a name that does not begin with system:, eks:, aws:, amazon: or iam:",
);

/** What a principal may do in the cluster. */
const permissions = {
  policy: z
    .enum(["cluster-admin", "admin", "edit", "view", "preview"])
    .exactOptional()
    .meta({
      description:
        "EKS access policy, or preview: what `pulumi preview` needs, and nothing that changes an object. The stack then creates a ClusterRole for server-side dry runs of the kinds that it manages, without Secrets, RBAC and admission policies, and an admission policy that denies all other writes. Default: none; then only RBAC grants permissions, to kubernetesGroups. A change from or to preview replaces the access entry. https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
      examples: ["view"],
    }),
  namespaces: distinct(
    text(/^[a-z0-9*]([-a-z0-9*]{0,61}[a-z0-9*])?$/, "namespace names; * matches any characters").meta({
      examples: ["team"],
    }),
  )
    .default([])
    .meta({
      description:
        "Namespaces in which the policy applies. Default: an empty list, which applies it to the whole cluster.",
    }),
  kubernetesGroups: distinct(kubernetesGroup.meta({ examples: ["team-a"] }))
    .default([])
    .meta({
      description:
        "Kubernetes groups, to which RoleBindings in the cluster grant permissions: for finer permissions than those of the policies. Default: none. A change replaces the access entry.",
      examples: [["team-a"]],
    }),
};

export const accessSchema = z
  .record(
    key,
    z.strictObject({
      principalArn: principalArn.meta({
        description: "IAM role or user, of any account. A change replaces the access entry.",
        examples: ["arn:aws:iam::111122223333:role/deployer"],
      }),
      uniqueId: text(/^A(ROA|IDA)[A-Z0-9]{12,28}$/, "the unique ID of a role (AROA...) or user (AIDA...)")
        .exactOptional()
        .meta({
          description:
            "Unique ID of the principal, from `aws iam get-role`. A role that is deleted and recreated keeps its ARN and loses its access, because the access entry refers to the old ID: set the new ID to replace the entry. Default: none, so a recreated role is not detected. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
          examples: ["AROADBQP57FF2AEXAMPLE"],
        }),
      ...permissions,
    }),
  )
  .meta({
    description:
      "IAM principals with access to the Kubernetes API. At least one entry, here or in accessRoles, must have policy cluster-admin for the whole cluster: the principal that creates the cluster gets no permissions in it. Free. https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    examples: [{ deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin" } }],
  });

/**
 * Repositories that were created or renamed since 2026-07-15 send the IDs of owner and repository with their names.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
const githubSubject = text(
  /^repo:([\w.-]+\/[\w.-]+|[\w.-]+@\d+\/[\w.-]+@\d+):(environment:[\w.-]+|ref:refs\/(heads|tags)\/[\w./-]+)$/,
  "repo:OWNER/NAME:environment:ENVIRONMENT or repo:OWNER/NAME:ref:refs/heads/BRANCH, or with IDs: repo:OWNER@ID/NAME@ID:…",
);

export const accessRolesSchema = z
  .record(
    key,
    z.strictObject({
      trustedPrincipals: distinct(principalArn.meta({ examples: ["arn:aws:iam::111122223333:user/ann"] }))
        .default([])
        .meta({ description: "IAM users and roles that may assume the role. Default: none." }),
      requireMfa: z.boolean().default(true).meta({
        description:
          "Whether trustedPrincipals must have signed in with MFA. Default: true. Set it to false for roles, including those of IAM Identity Center: their sessions have no MFA information, so their identity provider must require MFA. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
      }),
      githubSubjects: distinct(githubSubject.meta({ examples: ["repo:acme/shop:environment:prod"] }))
        .default([])
        .meta({
          description:
            "GitHub Actions workflows that may assume the role, by environment, branch or tag. A repository that was created or renamed since 2026-07-15 sends the subject with the IDs of owner and repository, and the trust policy must contain that form: repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID:environment:ENVIRONMENT. `gh api repos/OWNER/NAME --jq '.owner.id, .id'` prints the IDs. Other repositories send the form without IDs; list both forms while a repository changes. The account must have GitHub's OIDC provider. Default: none. https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
          examples: [["repo:acme/shop:environment:prod"]],
        }),
      notificationTopicArn: topicArn.exactOptional().meta({
        description:
          "SNS topic that EventBridge notifies when the role is assumed, for break-glass roles. The topic must be in the account and Region of the stack, and the account needs a CloudTrail trail. The topic <name>-<environment>-alarms of monitoring.alarms admits EventBridge when it is set here; the policy of any other topic must allow events.amazonaws.com sns:Publish without a condition, and the policy of its KMS key kms:Decrypt and kms:GenerateDataKey*. Default: no notifications. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
        examples: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
      }),
      ...permissions,
    }),
  )
  .default({})
  .meta({
    description:
      "IAM roles that the stack creates and gives access to the cluster, named <name>-<environment>-<key>: for deployments and emergencies. They keep their access when they are replaced. Default: none. Free.",
    examples: [
      { "break-glass": { trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], policy: "cluster-admin" } },
    ],
  });
