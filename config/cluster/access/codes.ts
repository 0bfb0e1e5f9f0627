import type { Codes } from "../../diagnostics/code";

const ACCESS_ENTRIES = "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html";
const POD_IDENTITIES = "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html";
const IAM_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** Findings about access to the Kubernetes API, and about permissions of pods at AWS. */
export const accessCodes = {
  "cluster/no-cluster-admin": {
    cause: `The principal that creates the cluster [gets no permissions](${ACCESS_ENTRIES}) in it, so without a cluster-admin entry no principal can administer the cluster or grant access to others.`,
    remedy:
      "Set `policy` to cluster-admin, without `namespaces`, in an entry of `cluster.access` or `cluster.accessRoles`, usually the role that deploys the stack.",
  },
  "cluster/duplicate-principal": {
    cause: `EKS [refuses](${ACCESS_ENTRIES}) a second access entry for the same IAM principal.`,
    remedy: "Merge the entries into one.",
  },
  "cluster/unknown-namespace": {
    cause:
      "An access entry limits its policy to a namespace that the stack does not create, although it creates others. EKS accepts any name, and the policy has no effect in a namespace that does not exist.",
    remedy:
      "Correct the name, add the namespace to `cluster.namespaces`, or ignore the warning if another tool creates it.",
  },
  "cluster/principal-is-access-role": {
    cause:
      "The principal is a role of `cluster.accessRoles`, which has an access entry already. EKS refuses a second entry for the same IAM principal.",
    remedy: "Remove the entry from `cluster.access`, and set the role's permissions in `cluster.accessRoles`.",
  },
  "cluster/principal-is-service-linked-role": {
    cause: `EKS [refuses](${ACCESS_ENTRIES}) access entries for service-linked roles.`,
    remedy: "Remove the entry.",
  },
  "cluster/principal-is-node-role": {
    cause:
      "The principal is a role of the cluster's nodes, which has an access entry already. EKS refuses a second entry for the same IAM principal.",
    remedy: "Remove the entry.",
  },
  "cluster/namespaces-without-policy": {
    cause:
      "`namespaces` limits an EKS access policy to namespaces, and the entry has no `policy`, so the list has no effect.",
    remedy: "Set `policy`, or remove `namespaces`.",
  },
  "cluster/preview-of-namespaces": {
    cause:
      "An access entry with policy preview lists namespaces. `pulumi preview` compares all objects of the stack, of which some have no namespace, so the permissions apply to the whole cluster.",
    remedy: "Remove `namespaces`.",
  },
  "cluster/access-without-permissions": {
    cause:
      "The access entry grants no permissions: the principal can authenticate to the cluster, and every request that needs a permission is denied.",
    remedy: "Set `policy`, or `kubernetesGroups` with groups that RoleBindings name.",
  },
  "cluster/access-role-without-principals": {
    cause: "No principal can assume the role: its trust policy would name none.",
    remedy: "Set `trustedPrincipals` or `githubSubjects`, or remove the role.",
  },
  "cluster/pod-identity-without-role": {
    cause: `A [Pod Identity association](${POD_IDENTITIES}) needs an IAM role, and the entry has neither \`roleArn\` nor policies for a role that the stack creates.`,
    remedy: "Set `policyArns` or `roleArn`.",
  },
  "cluster/pod-identity-role-and-policies": {
    cause:
      "`policyArns` are attached to a role that the stack creates. With `roleArn` the association uses an existing role, whose policies the stack does not manage.",
    remedy: "Keep one of `policyArns` and `roleArn`.",
  },
  "cluster/duplicate-pod-identity": {
    cause:
      "EKS [refuses](https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html) a second Pod Identity association for the same service account.",
    remedy: "Merge the entries into one.",
  },
  "cluster/pod-identity-role-of-other-account": {
    cause: `The role of a Pod Identity association [must be in the account of the cluster](${POD_IDENTITIES}#pod-id-considerations).`,
    remedy: "Set the role as `targetRoleArn`, with `policyArns` that allow sts:AssumeRole on it.",
  },
  "cluster/policy-of-other-account": {
    cause: "IAM attaches customer managed policies only to roles of the same account.",
    remedy: "Create the policy in the account of the stack, and use its ARN.",
  },
  "cluster/pod-identity-on-fargate": {
    cause: `The Pod Identity Agent is a DaemonSet, so pods on Fargate [get no credentials from it](${POD_IDENTITIES}#pod-id-restrictions).`,
    remedy:
      "Use a namespace that no Fargate profile selects, or set `cluster.oidcProvider` and use IAM roles for service accounts.",
  },
  "cluster/trust-policy-quota": {
    cause: `The trust policy of the role would be longer than the [quota](${IAM_QUOTAS}) allows.`,
    remedy: "Request a higher quota, or divide principals and subjects between several roles.",
  },
  "cluster/role-policies-quota": {
    cause: `The role would have more managed policies than the [quota](${IAM_QUOTAS}) allows.`,
    remedy: "Request a higher quota, or merge policies.",
  },
  "cluster/inline-policy-quota": {
    cause: `The inline policy of the add-on's role would be longer than the [quota](${IAM_QUOTAS}) allows, which AWS does not raise.`,
    remedy: "Remove buckets or hosted zones from the add-on.",
  },
  "cluster/metric-filter-quota": {
    cause:
      "Each watched access entry needs a metric filter on the cluster's log group, which would have more of them than the [quota](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html) allows.",
    remedy: "Remove entries from `monitoring.alarms.auditedAccess`.",
  },
} as const satisfies Codes<"cluster">;
