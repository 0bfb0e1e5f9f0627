import type { Codes } from "../../diagnostics/code";

/** Findings about namespaces and what every one of them gets. */
export const baselineCodes = {
  "cluster/default-request-above-limit": {
    cause:
      "The default request of containers is greater than their default limit. The API server [refuses](https://kubernetes.io/docs/concepts/policy/limit-range/) such a LimitRange.",
    remedy: "Lower the request, or raise the limit.",
  },
  "cluster/default-limit-above-quota": {
    cause:
      "The default limit of one container is greater than the [quota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) of its whole namespace, so a container could use more than the namespace may request.",
    remedy: "Lower the limit, or raise the quota.",
  },
  "cluster/team-without-members": {
    cause:
      "No access entry is in this Kubernetes group, so the RoleBinding for the team applies to no principal. Kubernetes does not check names of groups, so a misspelt one is not reported.",
    remedy: "Add the group to `kubernetesGroups` of an entry in `cluster.access` or `cluster.accessRoles`.",
  },
} as const satisfies Codes<"cluster">;
