import { ADDONS, type AddonName, ADDON_NAMES } from "./addons/catalog";
import { type ComponentPods, deployment, SYSTEM, type Taint, workloadWithoutNode as withoutNode } from "./scheduling";

/** Charts and workloads of the platform. */
const OTHER_COMPONENTS = {
  "aws-load-balancer-controller": [deployment("aws-load-balancer-controller", SYSTEM)],
  "external-secrets": [
    deployment("external-secrets", SYSTEM),
    deployment("external-secrets-webhook", SYSTEM),
    deployment("external-secrets-cert-controller", SYSTEM),
  ],
  keda: [
    deployment("keda-operator", SYSTEM),
    deployment("keda-operator-metrics-apiserver", SYSTEM),
    deployment("keda-admission-webhooks", SYSTEM),
  ],
  // https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/charts/karpenter/values.yaml
  karpenter: [deployment("karpenter", SYSTEM)],
  diagnostics: [deployment("save-logs", SYSTEM)],
  // The platform sets no tolerations on it.
  "sample-workload": [deployment("sample")],
} as const satisfies Readonly<Record<string, readonly ComponentPods[]>>;

export type ComponentName = AddonName | keyof typeof OTHER_COMPONENTS;

/** The pods of each component as the platform installs it. Add-ons have the names that EKS gives them. */
export const COMPONENT_PODS: Readonly<Record<ComponentName, readonly ComponentPods[]>> = {
  ...(Object.fromEntries(ADDON_NAMES.map((name) => [name, ADDONS[name].pods])) as Record<
    AddonName,
    readonly ComponentPods[]
  >),
  ...OTHER_COMPONENTS,
};

/** The first workload of a component whose pods run on none of the nodes; undefined when each has a node. */
export function workloadWithoutNode(
  component: ComponentName,
  taintsOfNodes: readonly (readonly Taint[])[],
): string | undefined {
  return withoutNode(COMPONENT_PODS[component], taintsOfNodes);
}
