import type { Props } from "../props";
import { refuseAddonWithoutNodes } from "./eks-addon-pods";
import { runsAutoMode } from "./eks-auto-mode";
import { NODE_GROUP, record, refuseIf, refuseMissingCluster } from "./eks-objects";
import { ROLE } from "./iam";
import type { Request } from "./table";
import { refuseVolumeTags } from "./tag-limits";

/**
 * Add-ons of AWS and of the community. Those of AWS Marketplace are named `<vendor>_<product>`.
 * https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
const ADDONS = [
  "adot",
  "amazon-cloudwatch-observability",
  "amazon-sagemaker-hyperpod-taskgovernance",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "aws-fsx-csi-driver",
  "aws-guardduty-agent",
  "aws-mountpoint-s3-csi-driver",
  "aws-network-flow-monitoring-agent",
  "cert-manager",
  "coredns",
  "eks-node-monitoring-agent",
  "eks-pod-identity-agent",
  "external-dns",
  "kube-proxy",
  "kube-state-metrics",
  "metrics-server",
  "prometheus-node-exporter",
  "snapshot-controller",
  "vpc-cni",
];
const MARKETPLACE_ADDON = /^[a-z0-9-]+_[a-z0-9-]+$/;

/** Add-ons whose pods need a node. Without nodes they stay DEGRADED until the provider times out. */
const ADDONS_ON_NODES = [
  "amazon-cloudwatch-observability",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "aws-mountpoint-s3-csi-driver",
  "cert-manager",
  "coredns",
  "external-dns",
  "kube-state-metrics",
  "metrics-server",
  "snapshot-controller",
];
/** Why EKS refuses an add-on. */
export function refuseAddon(request: Request): string[] {
  const { inputs, world } = request;
  const missing = refuseMissingCluster(request);
  if (missing.length > 0) return missing;
  const [name, version] = [String(inputs["addonName"]), String(inputs["addonVersion"])];
  const nodeGroups = world.ofType(NODE_GROUP, { clusterName: inputs["clusterName"] });
  return [
    ...refuseIf(
      !ADDONS.includes(name) && !MARKETPLACE_ADDON.test(name),
      `InvalidParameterException: Addon ${name} specified is not supported`,
    ),
    ...refuseIf(
      inputs["addonVersion"] !== undefined && !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(version),
      `InvalidParameterException: Addon version specified is not supported: ${name} ${version}`,
    ),
    ...refuseConfiguration(name, inputs["configurationValues"]),
    ...podIdentityRoles(inputs)
      .filter((roleArn) => world.ofType(ROLE, { arn: roleArn }).length === 0)
      .map((roleArn) => `InvalidParameterException: the role ${roleArn} of add-on ${name} does not exist`),
    ...refuseIf(
      ADDONS_ON_NODES.includes(name) && nodeGroups.length === 0 && !runsAutoMode(world, inputs["clusterName"]),
      `InsufficientNumberOfReplicas: The add-on ${name} is unhealthy because it doesn't have the desired number of replicas: there are no nodes`,
    ),
    ...refuseAddonWithoutNodes(request),
  ];
}

function refuseConfiguration(addonName: string, values: unknown): string[] {
  if (typeof values !== "string") return [];
  try {
    const { controller } = record(JSON.parse(values));
    return refuseVolumeTags(record(controller)["extraVolumeTags"]);
  } catch {
    return [`InvalidParameterException: ConfigurationValue provided in request is not valid: ${addonName}`];
  }
}

function podIdentityRoles(inputs: Props): string[] {
  const associations = inputs["podIdentityAssociations"];
  return Array.isArray(associations) ? associations.map((association) => String(record(association)["roleArn"])) : [];
}
