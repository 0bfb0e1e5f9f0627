import * as admission from "@pulumi/kubernetes/admissionregistration/v1";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as rbac from "@pulumi/kubernetes/rbac/v1";

import type { ClusterScope } from "../scope";
import { DRY_RUNS_ONLY, PREVIEW_GROUP, PREVIEW_RULES } from "./preview-rules";

const NAME = "groundwork-preview";

/**
 * Permissions for `pulumi preview`. A preview applies objects in a server-side dry run, for which RBAC requires the verbs
 * that a real change needs. So an admission policy denies every request of the group that would change something; it
 * exists before the verbs are granted.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run-authorization
 */
export function createPreviewAccess(
  { parent, name, args }: Omit<ClusterScope<"access" | "accessRoles">, "controlPlane">,
  provider: Provider,
): void {
  const entries = [...Object.values(args.access), ...Object.values(args.accessRoles)];
  if (!entries.some(({ policy }) => policy === "preview")) return;
  const opts = { parent, provider };
  const dryRunsOnly = new admission.ValidatingAdmissionPolicy(
    `${name}-preview-dry-runs`,
    { metadata: { name: NAME }, spec: DRY_RUNS_ONLY },
    opts,
  );
  const binding = new admission.ValidatingAdmissionPolicyBinding(
    `${name}-preview-dry-runs-binding`,
    { metadata: { name: NAME }, spec: { policyName: dryRunsOnly.metadata.name, validationActions: ["Deny"] } },
    opts,
  );
  const role = new rbac.ClusterRole(`${name}-preview-role`, { metadata: { name: NAME }, rules: PREVIEW_RULES }, opts);
  new rbac.ClusterRoleBinding(
    `${name}-preview-role-binding`,
    {
      metadata: { name: NAME },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: PREVIEW_GROUP }],
    },
    { ...opts, dependsOn: [binding] },
  );
}
