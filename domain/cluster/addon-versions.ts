/** The EKS add-ons that every cluster of the platform runs. */
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

/** Those that a stack file asks for by `cluster.optionalAddons`. */
export const OPTIONAL_ADDONS = [
  "aws-efs-csi-driver",
  "aws-mountpoint-s3-csi-driver",
  "snapshot-controller",
  "cert-manager",
  "external-dns",
  "kube-state-metrics",
  "prometheus-node-exporter",
  "amazon-cloudwatch-observability",
] as const;

export type OptionalAddon = (typeof OPTIONAL_ADDONS)[number];

export interface AddonLock {
  /** The day on which these were AWS's default versions. */
  readonly asOf: string;
  readonly versions: Readonly<Record<Addon, string>>;
  /** The day on which these were looked up, in clusters of this version that run them. What none ran has no version here. */
  readonly optionalAsOf: string;
  readonly optional: Readonly<Partial<Record<OptionalAddon, string>>>;
}

/**
 * The same preview tomorrow: AWS moves its defaults every few weeks, this table moves in a reviewed change. What it would
 * say today: `aws eks describe-addon-versions --kubernetes-version 1.36 | npm run -s config -- addons 1.36`.
 * https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
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
      optionalAsOf: "2026-11-21",
      optional: {
        "aws-efs-csi-driver": "v3.4.2-eksbuild.1",
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
      optionalAsOf: "2026-11-21",
      optional: {
        "aws-efs-csi-driver": "v3.4.2-eksbuild.1",
        "snapshot-controller": "v8.6.0-eksbuild.6",
        "cert-manager": "v1.21.0-eksbuild.2",
        "external-dns": "v0.21.0-eksbuild.6",
        "amazon-cloudwatch-observability": "v6.6.0-eksbuild.1",
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
      optionalAsOf: "2026-11-21",
      optional: {
        "aws-efs-csi-driver": "v3.4.2-eksbuild.1",
        "external-dns": "v0.23.0-eksbuild.1",
        "amazon-cloudwatch-observability": "v6.6.0-eksbuild.1",
      },
    },
  ],
]);

/** Kubernetes versions for which an add-on's version is locked, each with the day of the lookup. */
export function versionsWithLock(addon: Addon | OptionalAddon): readonly string[] {
  return [...LOCK]
    .filter(([version]) => lockedAddonVersion(addon, version) !== undefined)
    .map(([version, { asOf, optional, optionalAsOf }]) => `${version} (${addon in optional ? optionalAsOf : asOf})`);
}

export function addonLock(kubernetesVersion: string): AddonLock | undefined {
  return LOCK.get(kubernetesVersion);
}

export function lockedAddonVersion(addon: Addon | OptionalAddon, kubernetesVersion: string): string | undefined {
  const lock = addonLock(kubernetesVersion);
  const versions: Partial<Record<Addon | OptionalAddon, string>> = { ...lock?.versions, ...lock?.optional };
  return versions[addon];
}
