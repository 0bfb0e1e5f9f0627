/** A taint of nodes, in the words of EKS. */
export interface Taint {
  readonly key: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

/** What pods tolerate: any value, and where key or effect is absent any of those too. */
interface Toleration {
  readonly key?: string;
  readonly effect?: Taint["effect"];
}

/** Pods of one workload of a component. */
export interface ComponentPods {
  readonly workload: string;
  /** A DaemonSet has a pod on each node that it tolerates, and is healthy without one on the others. */
  readonly isDaemonSet: boolean;
  readonly tolerations: readonly Toleration[];
}

/** The taint of nodes that are kept for the cluster's own pods. */
const SYSTEM: Toleration = { key: "CriticalAddonsOnly" };

/** The toleration of it, as the platform gives it to components that come without. */
export const ON_SYSTEM_NODES = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

const EVERY_TAINT: readonly Toleration[] = [{}];

function daemonSet(workload: string, tolerations = EVERY_TAINT): ComponentPods {
  return { workload, isDaemonSet: true, tolerations };
}

function deployment(workload: string, ...tolerations: readonly Toleration[]): ComponentPods {
  return { workload, isDaemonSet: false, tolerations };
}

/**
 * What pods of each component tolerate as the platform installs it. A component that has no toleration by default and
 * takes it as a setting gets {@link ON_SYSTEM_NODES}; the source stands where the default decides.
 *
 * Keys are the names of EKS add-ons; charts and the platform's own workloads have names of their own.
 */
export const COMPONENT_PODS = {
  // https://github.com/aws/amazon-vpc-cni-k8s/blob/v1.23.2/charts/aws-vpc-cni/values.yaml
  "vpc-cni": [daemonSet("aws-node")],
  // https://github.com/kubernetes/kubernetes/blob/v1.36.0/cluster/addons/kube-proxy/kube-proxy-ds.yaml
  "kube-proxy": [daemonSet("kube-proxy")],
  // https://github.com/aws/eks-pod-identity-agent/blob/main/charts/eks-pod-identity-agent/values.yaml
  "eks-pod-identity-agent": [daemonSet("eks-pod-identity-agent")],
  // https://github.com/aws/eks-node-monitoring-agent/blob/main/charts/eks-node-monitoring-agent/values.yaml
  "eks-node-monitoring-agent": [daemonSet("eks-node-monitoring-agent")],
  // https://github.com/aws/containers-roadmap/issues/2167
  coredns: [deployment("coredns", SYSTEM, { key: "node-role.kubernetes.io/control-plane", effect: "NO_SCHEDULE" })],
  "metrics-server": [deployment("metrics-server", SYSTEM)],
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/v1.63.1/charts/aws-ebs-csi-driver/values.yaml
  "aws-ebs-csi-driver": [deployment("ebs-csi-controller", SYSTEM, { effect: "NO_EXECUTE" }), daemonSet("ebs-csi-node")],
  // https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/charts/aws-efs-csi-driver/values.yaml
  "aws-efs-csi-driver": [
    deployment("efs-csi-controller", SYSTEM, { key: "efs.csi.aws.com/agent-not-ready" }),
    daemonSet("efs-csi-node"),
  ],
  // The controller tolerates nothing, and the add-on has no setting for it (2026-11-27):
  // https://github.com/aws/containers-roadmap/issues/2676
  "aws-mountpoint-s3-csi-driver": [deployment("s3-csi-controller"), daemonSet("s3-csi-node")],
  "snapshot-controller": [deployment("snapshot-controller", SYSTEM)],
  "cert-manager": [
    deployment("cert-manager", SYSTEM),
    deployment("cert-manager-webhook", SYSTEM),
    deployment("cert-manager-cainjector", SYSTEM),
  ],
  "external-dns": [deployment("external-dns", SYSTEM)],
  "kube-state-metrics": [deployment("kube-state-metrics", SYSTEM)],
  // https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-node-exporter/values.yaml
  "prometheus-node-exporter": [daemonSet("prometheus-node-exporter", [{ effect: "NO_SCHEDULE" }])],
  // The manager tolerates nothing since 3.7.0, so that it does not return to nodes that are being drained:
  // https://github.com/aws-observability/helm-charts/pull/205
  "amazon-cloudwatch-observability": [
    deployment("amazon-cloudwatch-observability-controller-manager"),
    daemonSet("cloudwatch-agent"),
    daemonSet("fluent-bit"),
  ],
  "aws-load-balancer-controller": [deployment("aws-load-balancer-controller", SYSTEM)],
  "external-secrets": [
    deployment("external-secrets", SYSTEM),
    deployment("external-secrets-webhook", SYSTEM),
    deployment("external-secrets-cert-controller", SYSTEM),
  ],
  // https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/charts/karpenter/values.yaml
  karpenter: [deployment("karpenter", SYSTEM)],
  diagnostics: [deployment("save-logs", SYSTEM)],
  // Workloads tolerate what they say, and the sample says nothing.
  "sample-workload": [deployment("sample")],
} as const satisfies Readonly<Record<string, readonly ComponentPods[]>>;

export type ComponentName = keyof typeof COMPONENT_PODS;

/** The first workload of a component whose pods none of the nodes takes; undefined when each has a node. */
export function workloadWithoutNode(
  component: ComponentName,
  taintsOfNodes: readonly (readonly Taint[])[],
): string | undefined {
  const pods: readonly ComponentPods[] = COMPONENT_PODS[component];
  return pods
    .filter(({ isDaemonSet }) => !isDaemonSet)
    .find(({ tolerations }) => !taintsOfNodes.some((taints) => taints.every((taint) => tolerates(tolerations, taint))))
    ?.workload;
}

/**
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/; PreferNoSchedule keeps no pod away.
 */
function tolerates(tolerations: readonly Toleration[], { key, effect }: Taint): boolean {
  if (effect === "PREFER_NO_SCHEDULE") return true;
  return tolerations.some(
    (toleration) =>
      (toleration.key === undefined || toleration.key === key) &&
      (toleration.effect === undefined || toleration.effect === effect),
  );
}
