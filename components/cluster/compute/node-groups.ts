import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { type PlannedSize, plannedSize, sizeWarning } from "../../../domain/cluster/node-group-scaling";
import { nodeRoleName } from "../../../domain/cluster/role-names";
import type { ClusterArgs } from "../cluster-args";
import type { NodeGroupArgs } from "./compute-args";
import { nodeTemplate } from "./launch-template";
import { createAutoModeNodeRole, createNodeRole } from "./node-role";
import type { ClusterScope } from "../scope";
import type { ServiceRole } from "../service-role";
import { sole } from "../sole";

type Scope = ClusterScope<
  "autoMode" | "nodeGroups" | "existingNodeGroups" | "clusterName" | "nodeVersion" | "network" | "tagFanOut"
>;

export interface NodeGroups {
  readonly roleArn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;
  /** Role and policies: without all of them no node can join the cluster. */
  readonly resources: readonly pulumi.Resource[];
  readonly groups: readonly eks.NodeGroup[];
  /** The same, with their keys and sizes. */
  readonly created: readonly CreatedNodeGroup[];
}

export interface CreatedNodeGroup {
  readonly key: string;
  readonly nodeGroup: eks.NodeGroup;
  /** The size of the stack file. */
  readonly desiredSize: number;
}

/**
 * Sent if the stack file sets no limit: EKS keeps the current `maxGroupPreparedCapacity` if it is omitted.
 * https://www.pulumi.com/registry/packages/aws/api-docs/eks/nodegroup/#nodegroupwarmpoolconfig
 */
const UNLIMITED = -1;

/** Without this check, a group would have no nodes in a zone without a private subnet. */
export function refuseZonesWithoutSubnet({ nodeGroups, network }: Pick<ClusterArgs, "nodeGroups" | "network">): void {
  for (const [key, { zones }] of Object.entries(nodeGroups)) {
    const [zone] = zones.filter((letter) => network.privateSubnetIds[letter] === undefined);
    if (zone === undefined) continue;
    const zonesWithSubnet = Object.keys(network.privateSubnetIds).join(", ");
    throw new Error(`node group ${key} has zone ${zone}, and there are private subnets only in ${zonesWithSubnet}`);
  }
}

/** An update that sends the size of Pulumi's state would drain the nodes that an autoscaler has added since. */
export function refuseUnknownSizes({
  nodeGroups,
  existingNodeGroups,
}: Pick<ClusterArgs, "nodeGroups" | "existingNodeGroups">): void {
  for (const [key, group] of Object.entries(nodeGroups)) {
    try {
      plannedSize(group, existingNodeGroups[key]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `node group ${key}: this update changes its limits or replaces it, and ${reason}\n` +
          "Grant eks:DescribeNodegroup to the role of this run, or undo the change. If someone deleted the node " +
          "group, run `pulumi refresh` first.",
        { cause: error },
      );
    }
  }
}

/** Managed node groups with one role, created after everything that a node needs to become Ready. */
export function createNodeGroups(scope: Scope, addonsBeforeNodes: readonly pulumi.Resource[]): NodeGroups {
  const { parent, name, args } = scope;
  const role = (args.autoMode !== undefined ? createAutoModeNodeRole : createNodeRole)(parent, nodeRoleName(name));
  const created = Object.entries(args.nodeGroups).map(([key, group]) => {
    const groupName = `${name}-nodes-${key}`;
    const size = sizeOf(scope, key, group);
    const template = createLaunchTemplate(scope, groupName, `${args.clusterName}-${key}`, group);
    const needs = [...role.resources, ...addonsBeforeNodes, ...args.network.privateEgress];
    const nodeGroup = createNodeGroup(scope, groupName, { ...group, size }, template, role, needs);
    tagAutoScalingGroup(scope, groupName, nodeGroup);
    return { key, nodeGroup, desiredSize: group.desiredSize };
  });
  const groups = created.map(({ nodeGroup }) => nodeGroup);
  return { roleArn: role.arn, roleName: role.name, resources: role.resources, groups, created };
}

function sizeOf({ parent, args }: Scope, key: string, group: NodeGroupArgs): PlannedSize {
  const existing = args.existingNodeGroups[key];
  const warning = sizeWarning(key, group, existing);
  if (warning !== undefined) void pulumi.log.warn(warning, parent);
  return plannedSize(group, existing);
}

function createLaunchTemplate(
  { parent, args }: Scope,
  groupName: string,
  nodeName: string,
  group: NodeGroupArgs,
): ec2.LaunchTemplate {
  const spec = nodeTemplate(nodeName, group, args.tagFanOut);
  return new ec2.LaunchTemplate(`${groupName}-template`, { ...spec, tags: { Name: nodeName } }, { parent });
}

function createNodeGroup(
  { parent, args, controlPlane }: Scope,
  groupName: string,
  group: NodeGroupArgs & { readonly size: PlannedSize },
  template: ec2.LaunchTemplate,
  role: ServiceRole,
  dependsOn: pulumi.Resource[],
): eks.NodeGroup {
  const { amiType, instanceTypes, capacityType, minSize, size, maxSize, releaseVersion, warmPool } = group;
  return new eks.NodeGroup(
    groupName,
    {
      clusterName: controlPlane.name,
      nodeRoleArn: role.arn,
      subnetIds: group.zones.flatMap((zone) => args.network.privateSubnetIds[zone] ?? []),
      // Without a version, nodes would keep the minor version with which they were created.
      version: args.nodeVersion,
      ...(releaseVersion === undefined ? {} : { releaseVersion }),
      amiType,
      instanceTypes: [...instanceTypes],
      capacityType,
      scalingConfig: { minSize, desiredSize: size.desiredSize, maxSize },
      updateConfig: {
        maxUnavailablePercentage: group.maxUnavailablePercentage,
        updateStrategy: group.updateStrategy,
      },
      nodeRepairConfig: { enabled: group.autoRepair },
      ...(warmPool === undefined ? {} : { warmPoolConfig: { maxGroupPreparedCapacity: UNLIMITED, ...warmPool } }),
      labels: { ...group.labels },
      taints: [...group.taints],
      // The number and not $Latest: a change of the template must be a change of the group, or nodes would not get it.
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
    },
    {
      parent,
      // An autoscaler may change the size after the creation of the group.
      ignoreChanges: size.ignored ? ["scalingConfig.desiredSize"] : [],
      // An update waits until pods have left their nodes. A group that cannot start fails before the 60 minutes of AWS.
      customTimeouts: { create: "30m", update: "90m", delete: "60m" },
      dependsOn,
    },
  );
}

/** EKS creates the Auto Scaling group, and does not copy tags to it. */
function tagAutoScalingGroup({ parent, args }: Scope, groupName: string, nodeGroup: eks.NodeGroup): void {
  const autoscalingGroupName = nodeGroup.resources.apply((resources) => {
    const { autoscalingGroups } = sole(resources, `resource lists of node group ${groupName}`);
    return sole(autoscalingGroups, `Auto Scaling groups of node group ${groupName}`).name;
  });
  for (const tag of args.tagFanOut.autoScalingGroup) {
    new autoscaling.Tag(`${groupName}-asg-${tag.key}`, { autoscalingGroupName, tag }, { parent });
  }
}
