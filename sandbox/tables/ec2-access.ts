import { isDeepStrictEqual } from "node:util";

import type { WorldObject } from "../world";
import { refuseLongUserData } from "./ec2-limits";
import {
  EKS_CLUSTER,
  INSTANCE,
  LOAD_BALANCER,
  MOUNT_TARGET,
  NETWORK_INTERFACE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
  ec2Arn,
  ec2Id,
  ownerId,
  refuseInUse,
  refuseMissing,
  text,
} from "./ec2-objects";
import { refuseLogDelivery } from "./s3";
import { isRecord } from "../property-diff";
import type { Props } from "../props";
import type { Request, ResourceTable, ServiceTable } from "./table";

const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

const RULE_PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** Inputs of a launch template whose change creates no new version. */
const UNVERSIONED = ["tags", "defaultVersion", "updateDefaultVersion"];

/** Security groups, flow logs, launch templates and single tags. */
export const ec2Access: ServiceTable = {
  [SECURITY_GROUP]: {
    id: ec2Id("sg"),
    outputs: {
      arn: ec2Arn("security-group"),
      ownerId,
      description: () => "Managed by Pulumi",
      ingress: () => [],
      egress: () => [],
    },
    refusals: (request) => [...refuseMissing(request, "vpcId", VPC), ...refuseGroupName(request)],
    deleteRefusals: refuseInUse("security group", [
      [INGRESS_RULE, "referencedSecurityGroupId"],
      [EGRESS_RULE, "referencedSecurityGroupId"],
      [NETWORK_INTERFACE, "securityGroups"],
      [INSTANCE, "vpcSecurityGroupIds"],
      [LOAD_BALANCER, "securityGroups"],
      [VPC_ENDPOINT, "securityGroupIds"],
      [EKS_CLUSTER, "vpcConfig.securityGroupIds"],
      [MOUNT_TARGET, "securityGroups"],
    ]),
  },
  // AWS creates the group with the VPC. The resource adopts it, and its deletion does not delete the group.
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: ({ inputs, world }) =>
      text(world.get(VPC, text(inputs, "vpcId") ?? "")?.state ?? {}, "defaultSecurityGroupId") ?? "",
    outputs: {
      arn: ec2Arn("security-group"),
      ownerId,
      name: () => "default",
      namePrefix: () => "",
      description: () => "default VPC security group",
      ingress: () => [],
      egress: () => [],
    },
    refusals: (request) => refuseMissing(request, "vpcId", VPC),
  },
  "aws:ec2/defaultRouteTable:DefaultRouteTable": adopted("defaultRouteTableId", "route-table"),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": adopted("defaultNetworkAclId", "network-acl"),
  [INGRESS_RULE]: securityGroupRule(INGRESS_RULE),
  [EGRESS_RULE]: securityGroupRule(EGRESS_RULE),
  [FLOW_LOG]: {
    id: ec2Id("fl"),
    outputs: { arn: ec2Arn("vpc-flow-log") },
    refusals: (request) => [
      ...refuseMissing(request, "vpcId", VPC),
      ...refuseMissing(request, "subnetId", SUBNET),
      ...refuseFlowLog(request),
    ],
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    id: ec2Id("lt"),
    outputs: { arn: ec2Arn("launch-template"), latestVersion: () => 1, defaultVersion: () => 1 },
    refusals: refuseLongUserData,
    changing: {
      latestVersion: versionAfter,
      defaultVersion: (request, current) =>
        request.inputs["updateDefaultVersion"] === true
          ? versionAfter(request, current)
          : (request.inputs["defaultVersion"] ?? current.state["defaultVersion"]),
    },
  },
  "aws:ec2/tag:Tag": {
    id: ({ inputs }) => `${text(inputs, "resourceId") ?? ""},${text(inputs, "key") ?? ""}`,
  },
};

/** A part that AWS creates with the VPC. The VPC has its ID, and the part remains when its resource is deleted. */
function adopted(key: string, kind: string): ResourceTable {
  const owner = ({ inputs, world }: Request): WorldObject | undefined => world.ofType(VPC, { [key]: inputs[key] })[0];
  return {
    id: ({ inputs }) => text(inputs, key) ?? "",
    outputs: { arn: ec2Arn(kind), ownerId, vpcId: (request) => owner(request)?.id },
    refusals: (request) =>
      owner(request) === undefined ? [`no VPC has the ${key} '${text(request.inputs, key) ?? ""}'`] : [],
  };
}

function securityGroupRule(type: string): ResourceTable {
  return {
    id: ec2Id("sgr"),
    outputs: { arn: ec2Arn("security-group-rule"), securityGroupRuleId: ({ id }) => id },
    refusals: (request) => [
      ...refuseMissingGroup(request, "securityGroupId"),
      ...refuseMissingGroup(request, "referencedSecurityGroupId"),
      ...refusePeers(request),
      ...refuseSecondRule(request, type),
    ],
  };
}

/** A group exists by itself, or because EKS created it with a cluster or EC2 with a VPC. */
function refuseMissingGroup(request: Request, key: string): string[] {
  const { inputs, world } = request;
  const ofClusters = world
    .ofType(EKS_CLUSTER)
    .map(({ state }) => groupOf(state["vpcConfig"], "clusterSecurityGroupId"));
  const ofVpcs = world.ofType(VPC).map(({ state }) => groupOf(state, "defaultSecurityGroupId"));
  return [...ofClusters, ...ofVpcs].includes(text(inputs, key)) ? [] : refuseMissing(request, key, SECURITY_GROUP);
}

function groupOf(owner: unknown, key: string): string | undefined {
  return isRecord(owner) ? text(owner, key) : undefined;
}

function refusePeers({ inputs }: Request): string[] {
  const given = RULE_PEERS.filter((key) => inputs[key] !== undefined);
  return given.length === 1
    ? []
    : [`a rule needs exactly one of ${RULE_PEERS.join(", ")}; given: ${given.join(", ") || "none"}`];
}

function refuseSecondRule({ inputs, id, world }: Request, type: string): string[] {
  const facts = ["securityGroupId", "ipProtocol", "fromPort", "toPort", ...RULE_PEERS];
  const twins = world.ofType(type, Object.fromEntries(facts.map((key) => [key, inputs[key]])));
  if (twins.every((twin) => twin.id === id)) return [];
  return ["InvalidPermission.Duplicate: the specified rule already exists"];
}

function refuseGroupName({ inputs, id, world }: Request): string[] {
  const [name, vpcId] = [text(inputs, "name") ?? "", text(inputs, "vpcId")];
  const taken = world.ofType(SECURITY_GROUP, { name, vpcId }).some((group) => group.id !== id);
  return [
    ...(name.startsWith("sg-") || name === "default"
      ? [`InvalidParameterValue: the group name '${name}' is reserved`]
      : []),
    ...(taken ? [`InvalidGroup.Duplicate: The security group '${name}' already exists for VPC '${vpcId ?? ""}'`] : []),
  ];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html */
function refuseFlowLog(request: Request): string[] {
  const { inputs, id, world } = request;
  const facts = ["vpcId", "subnetId", "eniId", "trafficType", "logDestination", "logFormat"];
  const twins = world.ofType(FLOW_LOG, Object.fromEntries(facts.map((key) => [key, inputs[key]])));
  const toLogs = (inputs["logDestinationType"] ?? "cloud-watch-logs") === "cloud-watch-logs";
  const seconds = inputs["maxAggregationInterval"] ?? 600;
  return [
    ...(twins.every((twin) => twin.id === id)
      ? []
      : ["FlowLogAlreadyExists: There is an existing Flow Log with the same configuration and log destination."]),
    ...(inputs["logDestinationType"] === "s3" ? refuseLogDelivery(request, String(inputs["logDestination"])) : []),
    ...(toLogs && inputs["iamRoleArn"] === undefined
      ? ["InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs"]
      : []),
    ...(seconds === 60 || seconds === 600
      ? []
      : ["InvalidParameter: maxAggregationInterval must be 60 or 600 seconds"]),
  ];
}

/** A change of a launch template creates its next version. */
function versionAfter({ inputs }: Request, current: WorldObject): number {
  const version = Number(current.state["latestVersion"]);
  return isDeepStrictEqual(versioned(inputs), versioned(current.inputs)) ? version : version + 1;
}

function versioned(inputs: Props): Props {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !UNVERSIONED.includes(key)));
}
