import { amazonCloudwatchObservability } from "./amazon-cloudwatch-observability";
import { awsEbsCsiDriver } from "./aws-ebs-csi-driver";
import { awsEfsCsiDriver } from "./aws-efs-csi-driver";
import { awsMountpointS3CsiDriver } from "./aws-mountpoint-s3-csi-driver";
import { certManager } from "./cert-manager";
import { coredns } from "./coredns";
import type { AddonDefinition } from "./definition";
import { eksNodeMonitoringAgent } from "./eks-node-monitoring-agent";
import { eksPodIdentityAgent } from "./eks-pod-identity-agent";
import { externalDns } from "./external-dns";
import { kubeProxy } from "./kube-proxy";
import { kubeStateMetrics } from "./kube-state-metrics";
import { metricsServer } from "./metrics-server";
import { prometheusNodeExporter } from "./prometheus-node-exporter";
import { snapshotController } from "./snapshot-controller";
import { vpcCni } from "./vpc-cni";

/** The EKS add-ons of every cluster, by the names that EKS gives them. */
const CORE_ADDONS = {
  "vpc-cni": vpcCni,
  "kube-proxy": kubeProxy,
  "eks-pod-identity-agent": eksPodIdentityAgent,
  coredns,
  "metrics-server": metricsServer,
  "aws-ebs-csi-driver": awsEbsCsiDriver,
  "eks-node-monitoring-agent": eksNodeMonitoringAgent,
} as const satisfies Readonly<Record<string, AddonDefinition>>;

/** The EKS add-ons that a stack file turns on by a key of `cluster.optionalAddons`. */
export const OPTIONAL_ADDONS = {
  "aws-efs-csi-driver": awsEfsCsiDriver,
  "aws-mountpoint-s3-csi-driver": awsMountpointS3CsiDriver,
  "snapshot-controller": snapshotController,
  "cert-manager": certManager,
  "external-dns": externalDns,
  "kube-state-metrics": kubeStateMetrics,
  "prometheus-node-exporter": prometheusNodeExporter,
  "amazon-cloudwatch-observability": amazonCloudwatchObservability,
} as const satisfies Readonly<Record<string, AddonDefinition>>;

export const ADDONS = { ...CORE_ADDONS, ...OPTIONAL_ADDONS } as const;

export type CoreAddonName = keyof typeof CORE_ADDONS;
export type OptionalAddonName = keyof typeof OPTIONAL_ADDONS;
export type AddonName = keyof typeof ADDONS;

export const CORE_ADDON_NAMES = Object.keys(CORE_ADDONS) as CoreAddonName[];
export const OPTIONAL_ADDON_NAMES = Object.keys(OPTIONAL_ADDONS) as OptionalAddonName[];
export const ADDON_NAMES = Object.keys(ADDONS) as AddonName[];

/**
 * The version to install without `version` in the stack file, so that tomorrow's preview equals today's: AWS moves its
 * defaults every few weeks, the catalog changes in a reviewed commit. `npm run config -- addons` compares the two.
 */
export function lockedAddonVersion(addon: AddonName, kubernetesVersion: string): string | undefined {
  return ADDONS[addon].versions[kubernetesVersion]?.version;
}

/** Kubernetes versions for which the version of an add-on is locked, each with the day of the lookup. */
export function versionsWithLock(addon: AddonName): readonly string[] {
  return Object.entries(ADDONS[addon].versions).map(
    ([kubernetesVersion, { asOf }]) => `${kubernetesVersion} (${asOf})`,
  );
}
