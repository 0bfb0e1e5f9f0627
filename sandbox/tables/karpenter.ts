import { isRecord } from "../property-diff";
import type { World } from "../world";
import { runsAutoMode } from "./eks-auto-mode";
import { ACCESS_ENTRY } from "./eks-access-limits";
import { INSTANCE_PROFILE, ROLE } from "./iam";
import { RELEASE } from "./helm";
import { refuseNodePool } from "./karpenter-node-pool";
import { kubernetesKind } from "./kubernetes";
import type { Props } from "../props";
import type { Request, ResourceTable, ServiceTable } from "./table";

const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
const AUTO_MODE_NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";

/** Custom resources with a finalizer, which delays their deletion until the controller has deleted their nodes. */
const custom: ResourceTable = {
  ...kubernetesKind,
  refusals: (request, current) => [
    ...(kubernetesKind.refusals?.(request, current) ?? []),
    ...refuseUnknownKind(request),
  ],
  deleteRefusals: (_, world) =>
    hasRelease(world, "karpenter") || runsAutoMode(world)
      ? []
      : ["timed out waiting for the deletion: no controller removes the finalizer karpenter.sh/termination"],
};

const RESTRICTED_TAG =
  /^(kubernetes\.io\/cluster.*|karpenter\.sh\/(nodepool|nodeclaim)|karpenter\.k8s\.aws\/ec2nodeclass|eks:eks-cluster-name)$/;

/** Rules of the CRDs: https://github.com/aws/karpenter-provider-aws/tree/main/pkg/apis/crds */
export const karpenter: ServiceTable = {
  [NODE_CLASS]: {
    ...custom,
    refusals: (request, current) => [
      ...(custom.refusals?.(request, current) ?? []),
      ...refuseNodeClass(record(request.inputs["spec"]), request.world),
    ],
    deleteRefusals: (object, world) => [
      ...(custom.deleteRefusals?.(object, world) ?? []),
      ...world
        .ofType(NODE_POOL)
        .filter(({ state }) => nodeClassOf(state) === object.id)
        .map(({ id }) => `timed out waiting for the deletion: nodes of NodePool ${id} use the EC2NodeClass`),
    ],
  },
  [AUTO_MODE_NODE_CLASS]: {
    ...custom,
    refusals: (request, current) => [
      ...(custom.refusals?.(request, current) ?? []),
      ...refuseAutoModeNodeClass(record(request.inputs["spec"]), request.world),
    ],
  },
  [NODE_POOL]: {
    ...custom,
    refusals: (request, current) => [
      ...(custom.refusals?.(request, current) ?? []),
      ...refuseNodePool(record(request.inputs["spec"])),
    ],
  },
};

function refuseUnknownKind({ inputs, world }: Request): string[] {
  return hasRelease(world, "karpenter-crd") || runsAutoMode(world)
    ? []
    : [`no matches for kind "${String(inputs["kind"])}" in version "${String(inputs["apiVersion"])}"`];
}

function refuseNodeClass(spec: Props, world: World): string[] {
  const profile = spec["instanceProfile"];
  const volumes = list(spec["blockDeviceMappings"]).map((mapping) => record(record(mapping)["ebs"]));
  return [
    ...((profile === undefined) === (spec["role"] === undefined)
      ? ["spec: Invalid value: must specify exactly one of ['role', 'instanceProfile']"]
      : []),
    ...(typeof profile === "string" && world.get(INSTANCE_PROFILE, profile) === undefined
      ? [`the condition Ready stays false: instance profile ${profile} does not exist`]
      : []),
    ...(list(spec["subnetSelectorTerms"]).length === 0 ? ["spec.subnetSelectorTerms: may not be empty"] : []),
    ...(list(spec["securityGroupSelectorTerms"]).length === 0
      ? ["spec.securityGroupSelectorTerms: may not be empty"]
      : []),
    ...(volumes.some((ebs) => ebs["volumeSize"] === undefined)
      ? ["spec.blockDeviceMappings: snapshotID or volumeSize must be defined"]
      : []),
    ...Object.keys(record(spec["tags"]))
      .filter((key) => RESTRICTED_TAG.test(key))
      .map((key) => `spec.tags: tag contains a restricted tag matching ${key}`),
  ];
}

/** The role must exist, and have an access entry of type EC2. */
function refuseAutoModeNodeClass(spec: Props, world: World): string[] {
  const [role] = world.ofType(ROLE, { name: spec["role"] });
  const entries = world.ofType(ACCESS_ENTRY, { principalArn: role?.state["arn"], type: "EC2" });
  return [
    ...(role === undefined ? [`the condition Ready stays false: role ${String(spec["role"])} does not exist`] : []),
    ...(entries.length === 0 ? ["the condition Ready stays false: the role has no access entry of type EC2"] : []),
    ...["subnetSelectorTerms", "securityGroupSelectorTerms"]
      .filter((field) => list(spec[field]).length === 0)
      .map((field) => `spec.${field}: may not be empty`),
  ];
}

function nodeClassOf(state: Props): unknown {
  return record(record(record(record(state["spec"])["template"])["spec"])["nodeClassRef"])["name"];
}

function hasRelease(world: World, name: string): boolean {
  return world.ofType(RELEASE, { name }).length > 0;
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
