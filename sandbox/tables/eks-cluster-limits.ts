import type { Props } from "../props";
import type { World, WorldObject } from "../world";
import { SUBNET, text } from "./ec2-objects";
import { list, record, refuseIf } from "./eks-objects";
import { refusePublicBlocks } from "./eks-public-blocks";
import { ATTACHMENT, ROLE } from "./iam";
import type { Request } from "./table";

const CLUSTER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const SERVICE_CIDR = /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\.[\d.]+\/(1[2-9]|2[0-4])$/;
const CLUSTER_POLICY_ARN = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

/**
 * Why EKS refuses a control plane. Messages begin with the API's own error code:
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
