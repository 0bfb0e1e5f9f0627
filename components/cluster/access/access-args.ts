/**
 * EKS access policies, by the names of the user-facing roles of Kubernetes, and `preview`: RBAC of the stack itself, which
 * admits server-side dry runs only.
 */
export type AccessLevel = "cluster-admin" | "admin" | "edit" | "view" | "preview";

/** Permissions of a principal in the cluster. */
interface Permissions {
  /** Permissions by name. Omitted: only RBAC grants permissions, to the groups. */
  readonly policy?: AccessLevel;
  /** Namespaces in which the policy applies. Empty: the whole cluster. */
  readonly namespaces: readonly string[];
  /** Kubernetes groups, to which RoleBindings grant permissions. A change replaces the entry. */
  readonly kubernetesGroups: readonly string[];
}

export interface AccessArgs extends Permissions {
  /** IAM role or user. One entry per principal. A change replaces the entry. */
  readonly principalArn: string;
  /** Unique ID of the principal, which changes when it is recreated. A change replaces the entry. */
  readonly uniqueId?: string;
}

/** An IAM role that the stack creates. */
export interface AccessRoleArgs extends Permissions {
  /** IAM users and roles that may assume it. */
  readonly trustedPrincipals: readonly string[];
  /** Whether they must have signed in with MFA. */
  readonly requireMfa: boolean;
  /** Subjects of the tokens of GitHub Actions workflows that may assume it. */
  readonly githubSubjects: readonly string[];
  /** SNS topic that EventBridge notifies when the role is assumed. */
  readonly notificationTopicArn?: string;
}

/** AWS permissions of the pods of a service account. */
export interface PodIdentityArgs {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Policies of the role that the stack creates for it. */
  readonly policyArns: readonly string[];
  /** An existing role instead. */
  readonly roleArn?: string;
  /** Role whose credentials pods get; it may be in another account. */
  readonly targetRoleArn?: string;
  /** Whether sessions have tags for cluster, namespace and service account. */
  readonly sessionTags: boolean;
}
