import { z } from "zod";
import { principalArn, topicArn } from "../../schema/arns";
import { distinct, text } from "../../schema/fields";

const key = text(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, "2 to 32 lowercase letters, digits and hyphens, a letter first");

/** Groups of Kubernetes itself and of EKS are refused: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
const kubernetesGroup = text(
  /^(?!system:|eks:|aws:|amazon:|iam:)[\w:@./-]+$/,
  "a name that begins neither with system: nor with eks:, aws:, amazon: or iam:",
);

/** What whoever gets in may do there. */
const rights = {
  policy: z
    .enum(["cluster-admin", "admin", "edit", "view"])
    .exactOptional()
    .meta({
      description:
        "EKS access policy. Default: none, only what RBAC grants to kubernetesGroups. https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
      examples: ["view"],
    }),
  namespaces: distinct(
    text(/^[a-z0-9*]([-a-z0-9*]{0,61}[a-z0-9*])?$/, "namespace names, in which * stands for any text").meta({
      examples: ["team"],
    }),
  )
    .default([])
    .meta({ description: "Namespaces that the policy covers. Default: none listed, the whole cluster." }),
  kubernetesGroups: distinct(kubernetesGroup.meta({ examples: ["team-a"] }))
    .default([])
    .meta({
      description:
        "Groups that RoleBindings in the cluster name: for rights finer than the policies. Default none. A change replaces the entry.",
      examples: [["team-a"]],
    }),
};

export const accessSchema = z
  .record(
    key,
    z.strictObject({
      principalArn: principalArn.meta({
        description: "IAM role or user, of any account. A change replaces the entry.",
        examples: ["arn:aws:iam::111122223333:role/deployer"],
      }),
      uniqueId: text(/^A(ROA|IDA)[A-Z0-9]{12,28}$/, "the id of a role (AROA...) or user (AIDA...)")
        .exactOptional()
        .meta({
          description:
            "The principal's unique id, from `aws iam get-role`. A role that is deleted and made again keeps its ARN and loses its access, since the entry holds the old id: with a new id here, the entry is made again. Default: not followed. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
          examples: ["AROADBQP57FF2AEXAMPLE"],
        }),
      ...rights,
    }),
  )
  .meta({
    description:
      "Who may use the Kubernetes API. One entry at least, here or in accessRoles, must be cluster-admin of the whole cluster: the creator gets no hidden one. https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    examples: [{ deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin" } }],
  });

/** https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
const githubSubject = text(
  /^repo:[\w.-]+\/[\w.-]+:(environment:[\w.-]+|ref:refs\/(heads|tags)\/[\w./-]+)$/,
  "repo:OWNER/NAME:environment:ENVIRONMENT or repo:OWNER/NAME:ref:refs/heads/BRANCH",
);

export const accessRolesSchema = z
  .record(
    key,
    z.strictObject({
      trustedPrincipals: distinct(principalArn.meta({ examples: ["arn:aws:iam::111122223333:user/ann"] }))
        .default([])
        .meta({ description: "IAM users and roles that may take the role on." }),
      requireMfa: z.boolean().default(true).meta({
        description:
          "Whether trustedPrincipals must have signed in with MFA. Default true. Sessions of roles never show it, those of IAM Identity Center included: false for them, where the identity provider asks. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
      }),
      githubSubjects: distinct(githubSubject.meta({ examples: ["repo:acme/shop:environment:prod"] }))
        .default([])
        .meta({
          description:
            "GitHub Actions workflows that may take the role on, by environment or branch. The account must have GitHub's OIDC provider. https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
          examples: [["repo:acme/shop:environment:prod"]],
        }),
      announceTo: topicArn.exactOptional().meta({
        description:
          "SNS topic to which EventBridge announces every use, for break-glass roles: one of the stack's account and Region. Needs a CloudTrail trail in the account. The platform's own topic <name>-<environment>-alarms admits EventBridge when it is named here; the policy of another one must let events.amazonaws.com do sns:Publish without a condition, and that of its KMS key kms:Decrypt and kms:GenerateDataKey*. Default: none. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
        examples: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
      }),
      ...rights,
    }),
  )
  .default({})
  .meta({
    description:
      "IAM roles that the platform makes and lets into the cluster, named <name>-<environment>-<key>: for deployments and for emergencies. Their access follows them when they are made again. Default none: free.",
    examples: [
      { "break-glass": { trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], policy: "cluster-admin" } },
    ],
  });
