import { z } from "zod";
import { canonicalQuantity, QUANTITY } from "../../../domain/cluster/quantity";
import { checked, distinct, text } from "../../schema/fields";

const quantity = checked(text(QUANTITY, "a Kubernetes quantity in quotes, such as 500m or 2Gi"), function* (value) {
  // Whatever is none at all has a report of its own.
  const canonical = QUANTITY.test(value) ? canonicalQuantity(value) : value;
  if (canonical === value) return;
  yield {
    message: "The API server writes this otherwise, and every refresh would show it as changed.",
    allowed: canonical,
    suggestion: canonical,
  };
});

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const dnsLabel = text(
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  "up to 63 lowercase letters, digits and hyphens, no hyphen at either end",
);

const namespaceName = checked(dnsLabel, function* (name) {
  if (name === "default" || name.startsWith("kube-")) {
    yield { message: "Kubernetes makes this namespace itself.", allowed: "a name of your own" };
  }
});

const serviceAccountName = checked(dnsLabel, function* (name) {
  if (name === "default") {
    yield { message: "Kubernetes makes this account itself.", allowed: "a name of your own" };
  }
});

const namespaceSchema = z.strictObject({
  podSecurity: z.enum(["restricted", "baseline", "privileged"]).default("restricted").meta({
    description:
      "Pod Security Standard that is enforced. Default: the strictest. https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }),
  quota: z
    .strictObject({
      cpu: quantity.default("4").meta({ description: "CPUs that all pods together may request. Default 4." }),
      memory: quantity.default("8Gi").meta({ description: "Memory that all pods together may request. Default 8Gi." }),
      pods: z.int().min(1).default(20).meta({ description: "Pods that may exist. Default 20." }),
    })
    .prefault({})
    .meta({ description: "What the namespace may use. https://kubernetes.io/docs/concepts/policy/resource-quotas/" }),
  containerDefaults: z
    .strictObject({
      cpuRequest: quantity.default("50m").meta({ description: "CPU request. Default 50m." }),
      cpuLimit: quantity.default("500m").meta({ description: "CPU limit. Default 500m." }),
      memoryRequest: quantity.default("64Mi").meta({ description: "Memory request. Default 64Mi." }),
      memoryLimit: quantity.default("256Mi").meta({ description: "Memory limit. Default 256Mi." }),
    })
    .prefault({})
    .meta({
      description:
        "For containers that state nothing; with a quota they would be refused. https://kubernetes.io/docs/concepts/policy/limit-range/",
    }),
  teams: z
    .record(
      text(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, "2 to 32 lowercase letters, digits and hyphens, a letter first"),
      z.enum(["view", "edit", "admin"]),
    )
    .default({})
    .meta({
      description:
        "Role of each Kubernetes group in the namespace; kubernetesGroups of access entries and roles say who is in it. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
      examples: [{ web: "edit" }],
    }),
  serviceAccounts: distinct(serviceAccountName.meta({ examples: ["api"] }))
    .default([])
    .meta({
      description:
        "Accounts for workloads to run as, without a token of the Kubernetes API. Default: none beside `default`. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    }),
});

export const namespacesSchema = z
  .record(namespaceName, namespaceSchema)
  .default({})
  .meta({
    description: "Namespaces with their security baseline, by name.",
    examples: [{ team: {} }],
  });
