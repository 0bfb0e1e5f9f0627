/** The EKS add-ons that clusters of the platform run. */
export const ADDONS = [
  "vpc-cni",
  "kube-proxy",
  "eks-pod-identity-agent",
  "coredns",
  "metrics-server",
  "aws-ebs-csi-driver",
  "eks-node-monitoring-agent",
] as const;

export type Addon = (typeof ADDONS)[number];

interface AddonLock {
  /** The day on which these were AWS's default versions. */
  readonly asOf: string;
  readonly versions: Readonly<Record<Addon, string>>;
}

/**
 * The same preview tomorrow: AWS moves its defaults every few weeks, this table moves in a reviewed change.
 * To raise a line: `aws eks describe-addon-versions --kubernetes-version 1.36 --addon-name coredns` and take the one
 * with `defaultVersion: true`. https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
 */
const LOCK: ReadonlyMap<string, AddonLock> = new Map([
  [
    "1.34",
    {
      asOf: "2026-09-04",
      versions: {
        "vpc-cni": "v1.22.4-eksbuild.3",
        "kube-proxy": "v1.34.6-eksbuild.21",
        "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
        coredns: "v1.12.4-eksbuild.29",
        "metrics-server": "v0.9.0-eksbuild.5",
        "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
        "eks-node-monitoring-agent": "v1.7.0-eksbuild.1",
      },
    },
  ],
  [
    "1.35",
    {
      asOf: "2026-08-27",
      versions: {
        "vpc-cni": "v1.22.4-eksbuild.3",
        "kube-proxy": "v1.35.3-eksbuild.21",
        "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
        coredns: "v1.13.2-eksbuild.21",
        "metrics-server": "v0.9.0-eksbuild.5",
        "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
        "eks-node-monitoring-agent": "v1.7.0-eksbuild.1",
      },
    },
  ],
  [
    "1.36",
    {
      asOf: "2026-09-18",
      versions: {
        "vpc-cni": "v1.22.4-eksbuild.3",
        "kube-proxy": "v1.36.0-eksbuild.21",
        "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
        coredns: "v1.14.3-eksbuild.16",
        "metrics-server": "v0.9.0-eksbuild.5",
        "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
        "eks-node-monitoring-agent": "v1.7.0-eksbuild.1",
      },
    },
  ],
]);

/** Kubernetes versions that the lock knows, each with the day of its lookup. */
export const LOCKED_VERSIONS: readonly string[] = [...LOCK].map(([version, { asOf }]) => `${version} (${asOf})`);

export function lockedAddonVersion(addon: Addon, kubernetesVersion: string): string | undefined {
  return LOCK.get(kubernetesVersion)?.versions[addon];
}
