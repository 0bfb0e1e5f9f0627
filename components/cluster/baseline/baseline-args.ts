/** Pod Security Standard: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

export interface NamespaceArgs {
  /** Standard that pods must meet; what falls short of `restricted` is warned of and audited in any case. */
  readonly podSecurity: PodSecurityLevel;
  /** What all pods of the namespace may reserve together, in Kubernetes quantities. */
  readonly quota: { readonly cpu: string; readonly memory: string; readonly pods: number };
  /** Requests and limits of containers that state none. */
  readonly containerDefaults: {
    readonly cpuRequest: string;
    readonly cpuLimit: string;
    readonly memoryRequest: string;
    readonly memoryLimit: string;
  };
  /** What a Kubernetes group, such as an access entry names, may do in the namespace. */
  readonly teams: Readonly<Record<string, TeamRole>>;
  /** Accounts for workloads to run as. They get no token for the Kubernetes API; EKS Pod Identity brings its own. */
  readonly serviceAccounts: readonly string[];
}

/** Roles that every Kubernetes has: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
export type TeamRole = "view" | "edit" | "admin";

export interface AdmissionArgs {
  /** Whether what breaks a rule is refused, or taken with a warning. Either way the audit log has it. */
  readonly action: "deny" | "warn";
  /** Registries, or parts of them such as `public.ecr.aws/nginx`, that images may come from. */
  readonly registries: readonly string[];
}
