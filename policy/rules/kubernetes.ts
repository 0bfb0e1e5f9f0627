import { UNKNOWN, at, differs, isAbsent, isRecord, lacks } from "../props";
import { ofType } from "../references";
import type { Rule, StackResource, StackRule } from "../rule";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const SERVICE_ACCOUNTS = ["kubernetes:core/v1:ServiceAccount", "kubernetes:core/v1:ServiceAccountPatch"];

/** Kinds that run or expose pods. */
const WORKLOADS = [
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:batch/v1:Job",
  "kubernetes:core/v1:Pod",
  "kubernetes:core/v1:Service",
];

const POD_SECURITY_LEVELS: readonly unknown[] = ["baseline", "restricted", UNKNOWN];

export const kubernetesRules: readonly Rule[] = [
  {
    name: "namespace-default-deny",
    description: "Every namespace has a network policy that denies what no other policy allows",
    controls: ["CIS-EKS-4.3.2"],
    level: "advisory",
    stackViolations: everyNamespaceHas(
      NETWORK_POLICY,
      ({ props: { spec } }) =>
        isEmpty(at(spec, "podSelector")) && !lacks(at(spec, "policyTypes") ?? ["Ingress"], "Ingress"),
      "Pods accept traffic from all namespaces; add a NetworkPolicy with an empty podSelector",
    ),
  },
  {
    name: "namespace-pod-security",
    description: "Namespaces enforce the Pod Security Standard baseline or restricted",
    controls: ["CIS-EKS-4.2.1", "CIS-EKS-4.2.2", "CIS-EKS-4.2.3", "CIS-EKS-4.2.4", "CIS-EKS-4.2.5"],
    level: "advisory",
    fix: "Set `cluster.namespaces.<name>.podSecurity` to baseline or restricted in the stack file",
    types: [NAMESPACE],
    violations: ({ metadata }) => {
      const labels = at(metadata, "labels");
      const level = isRecord(labels) ? labels["pod-security.kubernetes.io/enforce"] : labels;
      return POD_SECURITY_LEVELS.includes(level)
        ? []
        : ["Pods can be privileged; set the label pod-security.kubernetes.io/enforce to baseline or restricted"];
    },
  },
  {
    name: "namespace-service-account",
    description: "The default service account of every namespace mounts no token",
    controls: ["CIS-EKS-4.1.5", "CIS-EKS-4.1.6"],
    level: "advisory",
    stackViolations: everyNamespaceHas(
      SERVICE_ACCOUNTS,
      ({ props }) =>
        at(props["metadata"], "name") === "default" && !differs(props["automountServiceAccountToken"], false),
      "Pods get a token of the default service account; set its automountServiceAccountToken to false",
    ),
  },
  {
    name: "no-default-namespace",
    description: "No workload runs in the namespace default",
    controls: ["CIS-EKS-4.5.1", "CIS-EKS-4.5.2"],
    level: "advisory",
    types: WORKLOADS,
    violations: ({ metadata }) => {
      const namespace = at(metadata, "namespace");
      return isAbsent(namespace) || namespace === "default"
        ? ["The workload is in the namespace default; set metadata.namespace to one of its own"]
        : [];
    },
  },
  {
    name: "no-kubernetes-secrets",
    description:
      "Secrets come from a store outside the cluster, so that their values are not in the state of the stack",
    controls: ["CIS-EKS-4.4.2"],
    level: "advisory",
    types: ["kubernetes:core/v1:Secret"],
    violations: ({ data, stringData }) =>
      [data, stringData].every((values) => isAbsent(values) || values === UNKNOWN || isEmpty(values))
        ? []
        : ["The value is in the state of the stack; read it from AWS Secrets Manager in the cluster instead"],
  },
  {
    name: "ingress-drops-invalid-headers",
    description: "Application Load Balancers of Ingresses drop invalid headers",
    controls: ["ELB.4"],
    level: "advisory",
    types: ["kubernetes:networking.k8s.io/v1:Ingress"],
    violations: ({ metadata, spec }) => {
      const annotations = at(metadata, "annotations");
      if (at(spec, "ingressClassName") !== "alb" || annotations === UNKNOWN) return [];
      const attributes = isRecord(annotations)
        ? annotations["alb.ingress.kubernetes.io/load-balancer-attributes"]
        : undefined;
      return attributes === UNKNOWN ||
        String(attributes).includes("routing.http.drop_invalid_header_fields.enabled=true")
        ? []
        : [
            "Invalid headers reach the pods; add routing.http.drop_invalid_header_fields.enabled=true to the annotation alb.ingress.kubernetes.io/load-balancer-attributes",
          ];
    },
  },
];

/** Reports every namespace without an object that satisfies the rule, unless the namespace of an object is unknown. */
function everyNamespaceHas(
  type: string | readonly string[],
  suffices: (object: StackResource) => boolean,
  message: string,
): StackRule["stackViolations"] {
  return (resources) => {
    const objects = ofType(resources, ...[type].flat());
    if (objects.some(({ props }) => typeof at(props["metadata"], "namespace") !== "string")) return [];
    const housed = objects.filter(suffices).map(({ props }) => at(props["metadata"], "namespace"));
    return ofType(resources, NAMESPACE)
      .map(({ urn, props }) => ({ urn, name: at(props["metadata"], "name") }))
      .filter(({ name }) => typeof name === "string" && !housed.includes(name))
      .map(({ urn }) => ({ urn, message }));
  };
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}
