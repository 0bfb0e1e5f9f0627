import * as admission from "@pulumi/kubernetes/admissionregistration/v1";
import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";
import { type AdmissionRule, admissionRules } from "./admission-rules";

/** Kubernetes takes Deny and Warn of one binding for a contradiction. */
const ACTIONS = { deny: ["Deny", "Audit"], warn: ["Warn", "Audit"] } as const;

/**
 * Rules for the platform's namespaces that the API server judges by itself: there is no webhook which could be slow,
 * or away when pods must start. `kube-system` and namespaces that others make are left alone.
 *
 * @returns what must be there before the first workload
 */
export function createAdmissionPolicies({ parent, name, args }: ClusterScope, provider: Provider): pulumi.Resource[] {
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
              // Kubernetes puts this label on every namespace, and nobody can take it off.
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
    // What is there already may still be scaled, labelled and deleted: it is judged when its spec changes.
    matchConditions: [{ name: "spec-changes", expression: "oldObject == null || object.spec != oldObject.spec" }],
    variables: [...variables],
    validations: validations.map((validation) => ({ ...validation, reason: "Invalid" })),
  };
}

type PolicySpec = NonNullable<admission.ValidatingAdmissionPolicyArgs["spec"]>;
