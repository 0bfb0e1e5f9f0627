/** Pod Security Standard: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

export interface NamespaceArgs {
  /** Standard that is enforced. Pods that do not meet `restricted` always cause a warning and an audit event. */
  readonly podSecurity: PodSecurityLevel;
  /** ResourceQuota: the sum of the requests of all pods, as Kubernetes quantities, and the number of pods. */
  readonly quota: { readonly cpu: string; readonly memory: string; readonly pods: number };
  /** LimitRange: requests and limits of containers that set none. */
  readonly containerDefaults: {
    readonly cpuRequest: string;
    readonly cpuLimit: string;
    readonly memoryRequest: string;
    readonly memoryLimit: string;
  };
  /** ClusterRole of each Kubernetes group in the namespace. Access entries assign principals to groups. */
  readonly teams: Readonly<Record<string, TeamRole>>;
  /** Service accounts for workloads, without a token for the Kubernetes API. EKS Pod Identity uses its own token. */
  readonly serviceAccounts: readonly string[];
}

/** ClusterRoles that every Kubernetes cluster has: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
type TeamRole = "view" | "edit" | "admin";

export interface AdmissionArgs {
  /** Whether the API server refuses objects that violate a rule, or accepts them with a warning. Both are audited. */
  readonly action: "deny" | "warn";
  /** Registries that images may come from, or prefixes of their repositories, such as `public.ecr.aws/nginx`. */
  readonly registries: readonly string[];
}
