import { z } from "zod";
import { set } from "../../diagnostics/finding";
import { canonicalQuantity, QUANTITY } from "../../../domain/cluster/quantity";
import { checked, distinct, text } from "../../schema/fields";

const quantity = checked(text(QUANTITY, "a Kubernetes quantity in quotes, such as 500m or 2Gi"), function* (value) {
  // The pattern reports values that are not quantities.
  const canonical = QUANTITY.test(value) ? canonicalQuantity(value) : value;
  if (canonical === value) return;
  yield {
    message: "The API server stores this quantity in another notation, so every refresh would show it as changed.",
    allowed: canonical,
    fix: [set([], canonical)],
  };
});

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const dnsLabel = text(
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  "up to 63 lowercase letters, digits and hyphens, no hyphen at either end",
);

const namespaceName = checked(dnsLabel, function* (name) {
  if (name === "default" || name.startsWith("kube-")) {
    yield { message: "Kubernetes creates this namespace, so the stack cannot.", allowed: "another name" };
  }
});

const serviceAccountName = checked(dnsLabel, function* (name) {
  if (name === "default") {
    yield {
      message: "Kubernetes creates this service account in each namespace, so the stack cannot.",
      allowed: "another name",
    };
  }
});

const namespaceSchema = z.strictObject({
  podSecurity: z.enum(["restricted", "baseline", "privileged"]).default("restricted").meta({
    description:
      "Pod Security Standard that is enforced. Default: restricted. https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }),
  quota: z
    .strictObject({
      cpu: quantity.default("4").meta({ description: "CPUs that all pods together may request. Default: 4." }),
      memory: quantity.default("8Gi").meta({ description: "Memory that all pods together may request. Default: 8Gi." }),
      pods: z.int().min(1).default(20).meta({ description: "Maximum number of pods. Default: 20." }),
    })
    .prefault({})
    .meta({
      description: "ResourceQuota of the namespace. https://kubernetes.io/docs/concepts/policy/resource-quotas/",
    }),
  containerDefaults: z
    .strictObject({
      cpuRequest: quantity.default("50m").meta({ description: "CPU request. Default: 50m." }),
      cpuLimit: quantity.default("500m").meta({ description: "CPU limit. Default: 500m." }),
      memoryRequest: quantity.default("64Mi").meta({ description: "Memory request. Default: 64Mi." }),
      memoryLimit: quantity.default("256Mi").meta({ description: "Memory limit. Default: 256Mi." }),
    })
    .prefault({})
    .meta({
      description:
        "LimitRange: requests and limits of containers that set none, which the quota would refuse without them. https://kubernetes.io/docs/concepts/policy/limit-range/",
    }),
  teams: z
    .record(
      text(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, "2 to 32 lowercase letters, digits and hyphens, a letter first"),
      z.enum(["view", "edit", "admin"]),
    )
    .default({})
    .meta({
      description:
        "ClusterRole of each Kubernetes group in the namespace. Members are the principals of cluster.access and cluster.accessRoles with the group in kubernetesGroups. Default: none. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
      examples: [{ web: "edit" }],
    }),
  serviceAccounts: distinct(serviceAccountName.meta({ examples: ["api"] }))
    .default([])
    .meta({
      description:
        "Service accounts for workloads, without a token for the Kubernetes API. Default: none besides `default`. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    }),
});

export const namespacesSchema = z
  .record(namespaceName, namespaceSchema)
  .default({})
  .meta({
    description:
      "Namespaces that the stack creates, by name, each with Pod Security, a quota, container defaults and network policies. Default: none.",
    examples: [{ team: {} }],
  });
