/** Kubernetes group of the principals with policy `preview`. */
export const PREVIEW_GROUP = "groundwork:preview";

/**
 * Kinds of which a preview computes the difference on the API server. Other kinds are previewed from the inputs of the
 * program: the provider ignores the error 403 of a dry run. The list omits Secrets; roles and bindings, whose changes need
 * the permissions that they grant, even in a dry run; and admission policies, to which no admission policy applies.
 */
const PREVIEWED = [
  ["", ["namespaces", "configmaps", "serviceaccounts", "services", "limitranges", "resourcequotas"]],
  ["apps", ["daemonsets", "deployments", "statefulsets"]],
  ["autoscaling", ["horizontalpodautoscalers"]],
  ["batch", ["cronjobs", "jobs"]],
  ["eks.amazonaws.com", ["nodeclasses", "ingressclassparams"]],
  ["karpenter.k8s.aws", ["ec2nodeclasses"]],
  ["karpenter.sh", ["nodepools"]],
  ["networking.k8s.io", ["ingressclasses", "ingresses", "networkpolicies"]],
  ["policy", ["poddisruptionbudgets"]],
  ["scheduling.k8s.io", ["priorityclasses"]],
  ["snapshot.storage.k8s.io", ["volumesnapshotclasses"]],
  ["storage.k8s.io", ["storageclasses"]],
] as const;

/** Rules of the ClusterRole. */
export const PREVIEW_RULES = PREVIEWED.map(([apiGroup, resources]) => ({
  apiGroups: [apiGroup],
  resources: [...resources],
  verbs: ["get", "create", "patch"],
}));

/** Denies every request of the group that would change something. */
export const DRY_RUNS_ONLY = {
  failurePolicy: "Fail",
  matchConstraints: {
    resourceRules: [
      {
        apiGroups: ["*"],
        apiVersions: ["*"],
        resources: ["*/*"],
        operations: ["CREATE", "UPDATE", "DELETE", "CONNECT"],
      },
    ],
  },
  matchConditions: [{ name: "previews", expression: `"${PREVIEW_GROUP}" in request.userInfo.groups` }],
  validations: [
    {
      expression: "has(request.dryRun) && request.dryRun",
      message: `the group ${PREVIEW_GROUP} may send dry runs only`,
      reason: "Forbidden",
    },
  ],
};
