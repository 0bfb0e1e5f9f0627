import type { Requirement } from "./control";
import { COSTS } from "./costs";

const POD_IDENTITY = "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html";
const ACCESS_ENTRIES = "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html";
const ENDPOINT = "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html";
const NETWORK_POLICY = "https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html";
const POD_SECURITY = "https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html";
const LOGS = "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html";
const SERVICE_ACCOUNTS = "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html";

const SUPPORTED_VERSION = {
  title: "The Kubernetes version is supported and written down",
  mark: "must",
  kinds: ["eks.Cluster"],
  met: { rules: ["eks-version-stated", "eks-version-supported"], setting: "`cluster.version`" },
  cost: COSTS.extendedSupport,
  page: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
} satisfies Omit<Requirement, "ids">;

/** The control plane of EKS, and Kubernetes objects. */
export const CLUSTER_REQUIREMENTS: readonly Requirement[] = [
  {
    ids: ["EKS.1", "CIS-EKS-5.4.2", "CKV_AWS_39"],
    title: "The Kubernetes API endpoint is private",
    mark: "must",
    environments: ["prod"],
    kinds: ["eks.Cluster"],
    met: { rules: ["eks-endpoint-private"], setting: "`cluster.endpoint.public`" },
    page: ENDPOINT,
  },
  {
    ids: ["CIS-EKS-5.4.1", "CKV_AWS_38"],
    title: "A public API endpoint admits listed CIDR blocks only",
    mark: "must",
    kinds: ["eks.Cluster"],
    met: { rules: ["eks-endpoint-not-open"], setting: "`cluster.endpoint.publicCidrs`" },
    page: ENDPOINT,
  },
  { ids: ["EKS.2"], ...SUPPORTED_VERSION },
  {
    ids: ["CKV_AWS_339"],
    ...SUPPORTED_VERSION,
    scannerError:
      "Checkov reports a version that is newer than its table; the rule and the config check compare the version with the dates of EKS",
  },
  {
    ids: ["EKS.3", "CIS-EKS-5.3.1", "CKV_AWS_58"],
    title: "Secrets are encrypted with a customer managed key",
    mark: "must",
    environments: ["prod"],
    kinds: ["eks.Cluster"],
    met: { rules: ["eks-secrets-key"], setting: "`cluster.secretsEncryption`" },
    cost: COSTS.kmsKey,
    page: "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
  },
  {
    ids: ["EKS.8"],
    title: "The Kubernetes audit log is on",
    mark: "must",
    kinds: ["eks.Cluster"],
    met: { rules: ["eks-audit-log"], setting: "`cluster.logTypes`" },
    cost: COSTS.controlPlaneLog,
  },
  {
    ids: ["CIS-EKS-2.1.1", "CKV_AWS_37"],
    title: "All five control plane logs are on",
    mark: "must",
    environments: ["prod"],
    kinds: ["eks.Cluster"],
    met: { rules: ["eks-all-logs"], setting: "`cluster.logTypes`" },
    cost: COSTS.controlPlaneLog,
    page: LOGS,
  },
  {
    ids: ["CIS-EKS-4.1.7", "CIS-EKS-5.5.1"],
    title: "Access entries alone grant access, and the creator of the cluster gets none",
    mark: "must",
    kinds: ["eks.Cluster"],
    met: { rules: ["eks-access-entries"] },
    page: ACCESS_ENTRIES,
  },
  {
    ids: ["CIS-EKS-4.1.1"],
    title: "Few principals administer the cluster",
    mark: "should",
    kinds: ["eks.AccessPolicyAssociation"],
    met: { rules: ["eks-few-administrators"], setting: "`cluster.access`" },
    page: ACCESS_ENTRIES,
  },
  {
    ids: ["CIS-EKS-5.2.1"],
    title: "Pods have IAM roles of their own",
    mark: "must",
    kinds: ["eks.Cluster", "eks.Addon"],
    met: { rules: ["eks-pod-identity"], setting: "`cluster.podIdentities`" },
    page: POD_IDENTITY,
  },
  {
    ids: ["CIS-EKS-4.3.1", "CIS-EKS-5.4.4"],
    title: "The CNI enforces network policies",
    mark: "should",
    kinds: ["eks.Addon"],
    met: { rules: ["eks-network-policy"] },
    page: NETWORK_POLICY,
  },
  {
    ids: ["CIS-EKS-4.3.2"],
    title: "Every namespace denies traffic by default",
    mark: "should",
    kinds: ["kubernetes.Namespace", "kubernetes.NetworkPolicy"],
    met: { rules: ["namespace-default-deny"], setting: "`cluster.namespaces`" },
    page: NETWORK_POLICY,
  },
  {
    ids: ["CIS-EKS-4.2.1", "CIS-EKS-4.2.2", "CIS-EKS-4.2.3", "CIS-EKS-4.2.4", "CIS-EKS-4.2.5"],
    title: "Namespaces enforce a Pod Security Standard",
    mark: "should",
    kinds: ["kubernetes.Namespace"],
    met: { rules: ["namespace-pod-security"], setting: "`cluster.namespaces.*.podSecurity`" },
    page: POD_SECURITY,
  },
  {
    ids: ["CIS-EKS-4.1.5", "CIS-EKS-4.1.6"],
    title: "The default service account mounts no token",
    mark: "should",
    kinds: ["kubernetes.Namespace", "kubernetes.ServiceAccount"],
    met: { rules: ["namespace-service-account"] },
    page: SERVICE_ACCOUNTS,
  },
  {
    ids: ["CIS-EKS-4.5.1", "CIS-EKS-4.5.2"],
    title: "Workloads have namespaces of their own",
    mark: "should",
    kinds: ["kubernetes.Deployment", "kubernetes.StatefulSet", "kubernetes.Service"],
    met: { rules: ["no-default-namespace"], setting: "`cluster.namespaces`" },
    page: "https://docs.aws.amazon.com/eks/latest/best-practices/tenant-isolation.html",
  },
  {
    ids: ["CIS-EKS-4.4.2"],
    title: "Secrets come from a store outside the cluster",
    mark: "should",
    kinds: ["kubernetes.Secret"],
    met: { rules: ["no-kubernetes-secrets"] },
    page: "https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html",
  },
  {
    ids: ["eks_cluster_deletion_protection_enabled"],
    title: "One API call cannot delete the cluster",
    mark: "must",
    environments: ["prod"],
    kinds: ["eks.Cluster"],
    met: { rules: ["deletion-protection"], setting: "`cluster.deletionProtection`" },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
  },
];
