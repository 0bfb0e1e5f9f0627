import { isRecord } from "../property-diff";
import { pendingPods } from "./scheduling";
import type { Props } from "../props";
import type { Request } from "./table";

const SYSTEM = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

/** Pods of one Deployment: the setting for their tolerations, and its default. */
interface Pods {
  readonly workload: string;
  readonly setting?: readonly string[];
  readonly tolerations: readonly Props[];
}

const plain = (workload: string, ...setting: readonly string[]): Pods => ({ workload, setting, tolerations: [] });

/** Deployments of EKS add-ons, with the defaults of EKS. DaemonSets are omitted: they are healthy without nodes. */
const ADDONS: Readonly<Record<string, readonly Pods[]>> = {
  "amazon-cloudwatch-observability": [
    plain("amazon-cloudwatch-observability-controller-manager", "manager", "tolerations"),
  ],
  "aws-ebs-csi-driver": [
    {
      workload: "ebs-csi-controller",
      setting: ["controller", "tolerations"],
      tolerations: [...SYSTEM, { effect: "NoExecute", operator: "Exists" }],
    },
  ],
  "aws-efs-csi-driver": [
    { workload: "efs-csi-controller", setting: ["controller", "tolerations"], tolerations: SYSTEM },
  ],
  // The add-on has no such setting: https://github.com/aws/containers-roadmap/issues/2676
  "aws-mountpoint-s3-csi-driver": [{ workload: "s3-csi-controller", tolerations: [] }],
  "cert-manager": [
    plain("cert-manager", "tolerations"),
    plain("cert-manager-webhook", "webhook", "tolerations"),
    plain("cert-manager-cainjector", "cainjector", "tolerations"),
  ],
  coredns: [
    {
      workload: "coredns",
      setting: ["tolerations"],
      tolerations: [
        ...SYSTEM,
        { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
      ],
    },
  ],
  "external-dns": [plain("external-dns", "tolerations")],
  "kube-state-metrics": [plain("kube-state-metrics", "tolerations")],
  "metrics-server": [plain("metrics-server", "tolerations")],
  "snapshot-controller": [plain("snapshot-controller", "tolerations")],
};

/** Deployments of Helm charts, by the name of the chart. */
const CHARTS: Readonly<Record<string, readonly Pods[]>> = {
  "aws-load-balancer-controller": [plain("aws-load-balancer-controller", "tolerations")],
  "external-secrets": [
    plain("external-secrets", "tolerations"),
    plain("external-secrets-webhook", "webhook", "tolerations"),
    plain("external-secrets-cert-controller", "certController", "tolerations"),
  ],
  keda: [
    plain("keda-operator", "tolerations"),
    plain("keda-operator-metrics-apiserver", "tolerations"),
    plain("keda-admission-webhooks", "tolerations"),
  ],
  karpenter: [{ workload: "karpenter", setting: ["tolerations"], tolerations: SYSTEM }],
};

/** Why an add-on stays DEGRADED until the provider gives up: https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html */
export function refuseAddonWithoutNodes({ inputs, world }: Request): string[] {
  const name = String(inputs["addonName"]);
  const values = inputs["configurationValues"];
  const settings = typeof values === "string" ? parsed(values) : {};
  return (ADDONS[name] ?? []).flatMap((pods) => {
    const pending = pendingPods(tolerationsOf(pods, settings), world, inputs["clusterName"]);
    return pending === undefined
      ? []
      : [
          `InsufficientNumberOfReplicas: The add-on ${name} stays DEGRADED: pods of ${pods.workload} are Pending: ${pending}`,
        ];
  });
}

/** Why a Helm release does not become ready in time. */
export function refuseReleaseWithoutNodes({ inputs, world }: Request): string[] {
  const chart = String(inputs["chart"]).split("/").at(-1) ?? "";
  const settings = record(inputs["values"]);
  return (CHARTS[chart] ?? []).flatMap((pods) => {
    const pending = pendingPods(tolerationsOf(pods, settings), world);
    return pending === undefined ? [] : [`context deadline exceeded: pods of ${pods.workload} are Pending: ${pending}`];
  });
}

function tolerationsOf({ setting, tolerations }: Pods, settings: Props): unknown {
  if (setting === undefined) return tolerations;
  const given = setting.reduce((value: unknown, key) => (isRecord(value) ? value[key] : undefined), settings);
  return given ?? tolerations;
}

function parsed(json: string): Props {
  try {
    return record(JSON.parse(json));
  } catch {
    return {};
  }
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}
