import { LOG_GROUP } from "./cloudwatch";
import { isRecord } from "../property-diff";
import {
  ACCESS_ENTRY,
  POD_IDENTITY,
  refuseAccessEntry,
  refuseAccessPolicy,
  refusePodIdentity,
} from "./eks-access-limits";
import { refuseAddon } from "./eks-addon-limits";
import { refuseCluster } from "./eks-cluster-limits";
import { refuseNodeGroup } from "./eks-node-group-limits";
import { ADDON, CLUSTER, NODE_GROUP } from "./eks-objects";
import { refuseAutoMode } from "./eks-auto-mode";
import { FARGATE_PROFILE, fargateProfile } from "./eks-fargate";
import { endpointHost, networkOf, refuseIpFamily } from "./eks-ip-family";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";
import type { World, WorldObject } from "../world";

const CREATED_AT = "2026-01-01T00:00:00Z";

/** https://docs.aws.amazon.com/eks/latest/APIReference/ */
export const eks: ServiceTable = {
  [CLUSTER]: {
    replacesIf: { "computeConfig.nodeRoleArn": losesNodeRole, "vpcConfig.controlPlaneEgressMode": returnsEgress },
    outputs: {
      arn: (request) => arn(request, `cluster/${String(request.inputs["name"])}`),
      certificateAuthority: ({ hex }) => ({ data: Buffer.from(`certificate ${hex(32, "ca")}`).toString("base64") }),
      // Only clusters on Outposts have one.
      clusterId: () => "",
      createdAt: () => CREATED_AT,
      endpoint: (request) => `https://${identity(request)}.gr7.${endpointHost(request.inputs, request.region)}`,
      identities: (request) => [
        { oidcs: [{ issuer: `https://oidc.eks.${request.region}.amazonaws.com/id/${identity(request)}` }] },
      ],
      kubernetesNetworkConfig: networkOf,
      platformVersion: () => "eks.1",
      status: () => "ACTIVE",
      vpcConfig: ({ inputs, hex }) => ({
        publicAccessCidrs: ["0.0.0.0/0"],
        ...record(inputs["vpcConfig"]),
        clusterSecurityGroupId: `sg-${hex(17, "security group")}`,
        vpcId: `vpc-${hex(17, "vpc")}`,
      }),
    },
    merged: ["vpcConfig", "kubernetesNetworkConfig"],
    refusals: (request, current) => [
      ...refuseCluster(request, current),
      ...refuseIpFamily(request),
      ...refuseAutoMode(request),
    ],
    created: makeMissingLogGroup,
    deleteRefusals: ({ id, state }, world) => [
      ...(state["deletionProtection"] === true
        ? [`InvalidRequestException: Cluster ${id} cannot be deleted: deletion protection is enabled`]
        : []),
      ...(world.ofType(NODE_GROUP, { clusterName: id }).length > 0
        ? [`ResourceInUseException: Cluster ${id} has nodegroups attached`]
        : []),
      ...(world.ofType(FARGATE_PROFILE, { clusterName: id }).length > 0
        ? [`ResourceInUseException: Cluster ${id} has Fargate profiles attached`]
        : []),
    ],
  },
  [NODE_GROUP]: {
    id: ({ inputs }) => `${String(inputs["clusterName"])}:${String(inputs["nodeGroupName"])}`,
    outputs: {
      arn: (request) =>
        arn(
          request,
          `nodegroup/${String(request.inputs["clusterName"])}/${String(request.inputs["nodeGroupName"])}/${request.hex(32)}`,
        ),
      releaseVersion: ({ inputs }) => `${String(inputs["version"])}.0-20260101`,
      resources: ({ inputs, hex }) => [
        { autoscalingGroups: [{ name: `eks-${String(inputs["nodeGroupName"])}-${hex(32)}` }] },
      ],
      status: () => "ACTIVE",
    },
    refusals: refuseNodeGroup,
  },
  [FARGATE_PROFILE]: fargateProfile,
  [ADDON]: {
    id: ({ inputs }) => `${String(inputs["clusterName"])}:${String(inputs["addonName"])}`,
    outputs: {
      arn: (request) =>
        arn(
          request,
          `addon/${String(request.inputs["clusterName"])}/${String(request.inputs["addonName"])}/${request.hex(32)}`,
        ),
      createdAt: () => CREATED_AT,
      modifiedAt: () => CREATED_AT,
    },
    refusals: refuseAddon,
  },
  [ACCESS_ENTRY]: {
    id: ({ inputs }) => `${String(inputs["clusterName"])}:${String(inputs["principalArn"])}`,
    outputs: {
      accessEntryArn: (request) =>
        arn(request, `access-entry/${String(request.inputs["clusterName"])}/${request.hex(32)}`),
      createdAt: () => CREATED_AT,
      modifiedAt: () => CREATED_AT,
      type: () => "STANDARD",
    },
    refusals: refuseAccessEntry,
  },
  [POD_IDENTITY]: {
    id: ({ hex }) => `a-${hex(17)}`,
    outputs: {
      associationArn: (request) =>
        arn(request, `podidentityassociation/${String(request.inputs["clusterName"])}/a-${request.hex(17)}`),
      associationId: ({ hex }) => `a-${hex(17)}`,
    },
    refusals: refusePodIdentity,
  },
  // The API reports no conflict: it updates an existing association.
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    overwritesExisting: true,
    id: ({ inputs }) => [inputs["clusterName"], inputs["principalArn"], inputs["policyArn"]].map(String).join("#"),
    outputs: { associatedAt: () => CREATED_AT, modifiedAt: () => CREATED_AT },
    refusals: refuseAccessPolicy,
  },
};

/** Names of the Auto Scaling groups that EKS created for a node group. */
export function autoScalingGroupsOf(nodeGroup: WorldObject): string[] {
  const resources = nodeGroup.state["resources"] as readonly { autoscalingGroups: readonly { name: string }[] }[];
  return resources.flatMap(({ autoscalingGroups }) => autoscalingGroups.map(({ name }) => name));
}

function arn({ region, accountId }: Request, resource: string): string {
  return `arn:aws:eks:${region}:${accountId}:${resource}`;
}

/** The digits that identify a cluster in its endpoint and its issuer. */
function identity({ hex }: Request): string {
  return hex(32, "identity").toUpperCase();
}

/** EKS creates the log group if it does not exist. A later create of the same log group fails. */
function makeMissingLogGroup(cluster: WorldObject, world: World): void {
  const name = `/aws/eks/${cluster.id}/cluster`;
  const logs = cluster.inputs["enabledClusterLogTypes"];
  if (!Array.isArray(logs) || logs.length === 0 || world.get(LOG_GROUP, name) !== undefined) return;
  const { region, accountId } = cluster;
  world.put({ type: LOG_GROUP, id: name, name, region, accountId, inputs: {}, state: { name, retentionInDays: 0 } });
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/cluster.go */
function losesNodeRole(olds: Props, news: Props): boolean {
  const [before, after] = [record(olds["computeConfig"]), record(news["computeConfig"])];
  const { enabled, nodePools, nodeRoleArn } = after;
  const usesPools = enabled === true && Array.isArray(nodePools) && nodePools.length > 0;
  if (before["nodeRoleArn"] === undefined || before["nodeRoleArn"] === nodeRoleArn) return false;
  return nodeRoleArn !== undefined || usesPools;
}

/** https://www.pulumi.com/registry/packages/aws/api-docs/eks/cluster/#clustervpcconfig */
function returnsEgress(olds: Props, news: Props): boolean {
  const [before, after] = [record(olds["vpcConfig"]), record(news["vpcConfig"])];
  return before["controlPlaneEgressMode"] === "CUSTOMER_ROUTED" && after["controlPlaneEgressMode"] === "AWS_MANAGED";
}
