import { isRecord } from "../property-diff";
import type { World, WorldObject } from "../world";
import { SUBNET, text } from "./ec2-objects";
import { refuseAddonWithoutNodes } from "./eks-addon-pods";
import { runsAutoMode } from "./eks-auto-mode";
import { refuseLockedOutNodes } from "./eks-endpoint";
import { refuseIpv6Nodes } from "./eks-ip-family";
import { refuseNodeSettings, refusePublicBlocks } from "./eks-requests";
import { ATTACHMENT, ROLE } from "./iam";
import { refuseBlockedCredentials } from "./resolver-firewall";
import type { Props } from "../props";
import type { Request } from "./table";
import { refuseVolumeTags } from "./tag-limits";

export const CLUSTER = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const ADDON = "aws:eks/addon:Addon";

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
const CLUSTER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const SERVICE_CIDR = /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\.[\d.]+\/(1[2-9]|2[0-4])$/;
const CLUSTER_POLICY_ARN = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
/** Graviton families have a `g` after the generation: `m7g`, `c6gn`, `t4g`. The exception is a1. */
const ARM_TYPE = /^(a1|[a-z]+\d+g[a-z]*)\./;

/**
 * Why EKS refuses a control plane. Here and below, messages begin with the API's own error code:
 * https://docs.aws.amazon.com/eks/latest/APIReference/
 */
export function refuseCluster(request: Request, current?: WorldObject): string[] {
  const { inputs } = request;
  const version = String(inputs["version"]);
  return [
    ...refuseIf(
      !CLUSTER_NAME.test(String(inputs["name"])),
      `InvalidParameterException: cluster name ${String(inputs["name"])}`,
    ),
    ...refuseIf(
      inputs["version"] !== undefined && !/^1\.\d{2}$/.test(version),
      `InvalidParameterException: unsupported Kubernetes version ${version}`,
    ),
    ...refuseVersionStep(version, current),
    ...refuseNetwork(request),
    ...refusePublicBlocks(request),
    ...refuseOtherZones(request, current),
    ...refuseClusterRole(request),
    ...refuseKeyChange(inputs, current),
  ];
}

function refuseVersionStep(version: string, current: WorldObject | undefined): string[] {
  if (current === undefined) return [];
  const [before, after] = [current.state["version"], version].map((minor) => Number(String(minor).split(".")[1]));
  const step = (after ?? 0) - (before ?? 0);
  return refuseIf(
    step !== 0 && step !== 1,
    `InvalidParameterException: Unsupported Kubernetes minor version update from ${String(current.state["version"])} to ${version}`,
  );
}

function refuseNetwork({ inputs, world }: Request): string[] {
  const vpc = record(inputs["vpcConfig"]);
  const zones = zonesOf(inputs, world);
  const { serviceIpv4Cidr: serviceCidr } = record(inputs["kubernetesNetworkConfig"]);
  return [
    ...refuseIf(zones.length < 2, "InvalidParameterException: Subnets specified must be in at least two different AZs"),
    ...refuseIf(
      vpc["endpointPrivateAccess"] !== true && vpc["endpointPublicAccess"] === false,
      "InvalidParameterException: Private and public endpoint access cannot both be false",
    ),
    ...refuseIf(
      typeof serviceCidr === "string" && !SERVICE_CIDR.test(serviceCidr),
      `InvalidParameterException: The service CIDR ${String(serviceCidr)} is not private or not between /12 and /24`,
    ),
  ];
}

/** The subnets can change, but not their zones: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
function refuseOtherZones({ inputs, world }: Request, current: WorldObject | undefined): string[] {
  if (current === undefined) return [];
  const [after, before] = [inputs, current.inputs].map((props) => zonesOf(props, world).join(","));
  return refuseIf(
    after !== before,
    `InvalidParameterException: Provided subnets belong to the AZs '${after ?? ""}'. But they should belong to the exact ` +
      `set of AZs '${before ?? ""}' in which subnets were provided during cluster creation.`,
  );
}

/** Zones of a control plane's subnets. A subnet outside this world counts as a zone of its own. */
function zonesOf(inputs: Props, world: World): string[] {
  const subnetIds = list(record(inputs["vpcConfig"])["subnetIds"]);
  const zones = subnetIds.map((id) => text(world.get(SUBNET, id)?.state ?? {}, "availabilityZone") ?? id);
  return [...new Set(zones)].sort();
}

function refuseClusterRole({ inputs, world }: Request): string[] {
  const [role] = world.ofType(ROLE, { arn: inputs["roleArn"] });
  if (role === undefined) return [`InvalidParameterException: roleArn, ${String(inputs["roleArn"])}, does not exist`];
  const attachments = world.ofType(ATTACHMENT, {
    role: role.state["name"],
    policyArn: CLUSTER_POLICY_ARN,
  });
  return refuseIf(
    attachments.length === 0,
    `InvalidParameterException: The provided role doesn't have the Amazon EKS Managed Policies associated with it: ${CLUSTER_POLICY_ARN}`,
  );
}

/** The provider replaces the cluster if the encryption is removed, and ignores a change of the key. Both are refused here. */
function refuseKeyChange(inputs: Props, current: WorldObject | undefined): string[] {
  const keyOf = (props: Props): unknown => record(record(props["encryptionConfig"])["provider"])["keyArn"];
  const before = current === undefined ? undefined : keyOf(current.inputs);
  return refuseIf(
    before !== undefined && keyOf(inputs) !== before,
    "InvalidRequestException: the key for the encryption of secrets cannot be changed or removed",
  );
}

export function refuseNodeGroup(request: Request): string[] {
  const { inputs, world } = request;
  const missing = refuseMissingCluster(request);
  if (missing.length > 0) return missing;
  const clusterName = String(inputs["clusterName"]);
  const networking = world.get(ADDON, `${clusterName}:vpc-cni`);
  const role = world.ofType(ROLE, { arn: inputs["nodeRoleArn"] });
  return [
    ...refuseIf(
      role.length === 0,
      `InvalidParameterException: nodeRole, ${String(inputs["nodeRoleArn"])}, does not exist`,
    ),
    ...refuseScaling(record(inputs["scalingConfig"])),
    ...refuseArchitecture(String(inputs["amiType"]), list(inputs["instanceTypes"])),
    ...refuseUserData(request),
    ...refuseNodeSettings(inputs),
    ...refuseIpv6Nodes(request, world.get(CLUSTER, clusterName)),
    ...refuseLockedOutNodes(world.get(CLUSTER, clusterName), world),
    ...refuseIf(
      networking === undefined,
      "NodeCreationFailure: Instances failed to join the kubernetes cluster: no CNI makes them Ready",
    ),
    ...refuseBlockedCredentials(request),
  ];
}

function refuseScaling(scaling: Props): string[] {
  const [min, desired, max] = ["minSize", "desiredSize", "maxSize"].map((field) => Number(scaling[field]));
  if (min === undefined || desired === undefined || max === undefined) return [];
  return [
    ...refuseIf(max < 1, "InvalidParameterException: maxSize must be at least 1"),
    ...refuseIf(
      min < 0 || min > desired || desired > max,
      `InvalidParameterException: desired capacity ${desired} must be between min size ${min} and max size ${max}`,
    ),
  ];
}

function refuseArchitecture(amiType: string, instanceTypes: readonly string[]): string[] {
  const wantsArm = /ARM_64|AARCH64/i.test(amiType);
  const wrong = instanceTypes.filter((type) => ARM_TYPE.test(type) !== wantsArm);
  return refuseIf(
    wrong.length > 0,
    `InvalidParameterException: ${wrong.join(", ")} cannot run an AMI of type ${amiType}`,
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data */
function refuseUserData({ inputs, world }: Request): string[] {
  const id = String(record(inputs["launchTemplate"])["id"]);
  const userData = world.get("aws:ec2/launchTemplate:LaunchTemplate", id)?.state["userData"];
  if (typeof userData !== "string") return [];
  const text = Buffer.from(userData, "base64").toString();
  const [form, fits] = String(inputs["amiType"]).startsWith("BOTTLEROCKET")
    ? ["a TOML format that could be processed", /^\[settings[.\]]/.test(text)]
    : ["the MIME multipart format", text.startsWith("MIME-Version:")];
  return refuseIf(!fits, `Ec2LaunchTemplateInvalidConfiguration: User data was not in ${form}`);
}

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

export function refuseMissingCluster({ inputs, world }: Request): string[] {
  const name = String(inputs["clusterName"]);
  return refuseIf(
    world.get(CLUSTER, name) === undefined,
    `ResourceNotFoundException: No cluster found for name: ${name}.`,
  );
}

export function refuseIf(refused: boolean, reason: string): string[] {
  return refused ? [reason] : [];
}

export function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

export function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
