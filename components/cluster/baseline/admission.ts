import * as admission from "@pulumi/kubernetes/admissionregistration/v1";
import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";
import { type AdmissionRule, admissionRules } from "./admission-rules";

/** Kubernetes refuses Deny together with Warn in one binding. */
const ACTIONS = { deny: ["Deny", "Audit"], warn: ["Warn", "Audit"] } as const;

/**
 * Validating admission policies for `namespaces`. The API server evaluates them itself, so no webhook can be slow or
 * unavailable when pods must start. They do not apply to `kube-system` and other namespaces.
 *
 * @returns resources that must exist before the first workload
 */
export function createAdmissionPolicies(
  { parent, name, args }: Omit<ClusterScope<"admission" | "namespaces">, "controlPlane">,
  provider: Provider,
): pulumi.Resource[] {
  const { action, registries } = args.admission;
  const namespaces = Object.keys(args.namespaces).sort();
  if (namespaces.length === 0) return [];
  return Object.entries(admissionRules(registries)).map(([policyName, rule]) => {
    const policy = new admission.ValidatingAdmissionPolicy(
      `${name}-admission-${policyName}`,
      { metadata: { name: policyName }, spec: policySpec(rule) },
      { parent, provider },
    );
    return new admission.ValidatingAdmissionPolicyBinding(
      `${name}-admission-${policyName}-binding`,
      {
        metadata: { name: policyName },
        spec: {
          policyName: policy.metadata.name,
          validationActions: [...ACTIONS[action]],
          matchResources: {
            namespaceSelector: {
              // Kubernetes sets this label on every namespace, and refuses to remove it.
              matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: namespaces }],
            },
          },
        },
      },
      { parent, provider },
    );
  });
}

function policySpec({ resourceRules, variables, validations }: AdmissionRule): PolicySpec {
  return {
    failurePolicy: "Fail",
    matchConstraints: { resourceRules: [...resourceRules] },
    // Existing objects can still be scaled, labelled and deleted: a rule applies when the spec of its object changes.
    matchConditions: [{ name: "spec-changes", expression: "oldObject == null || object.spec != oldObject.spec" }],
    variables: [...variables],
    validations: validations.map((validation) => ({ ...validation, reason: "Invalid" })),
  };
}

type PolicySpec = NonNullable<admission.ValidatingAdmissionPolicyArgs["spec"]>;
