import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { type PlannedSize, plannedSize, sizeWarning } from "../../../domain/cluster/node-group-scaling";
import type { ClusterArgs } from "../cluster-args";
import type { NodeGroupArgs } from "./compute-args";
import { nodeTemplate } from "./launch-template";
import { createAutoModeNodeRole, createNodeRole } from "./node-role";
import type { ClusterScope } from "../scope";
import type { ServiceRole } from "../service-role";
import { sole } from "../sole";

export interface NodeGroups {
  readonly roleArn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;
  /** Without all of them the role is there, and lets no node join. */
  readonly resources: readonly pulumi.Resource[];
  readonly groups: readonly eks.NodeGroup[];
}

/**
 * Stated where the stack file sets no limit: EKS keeps `maxGroupPreparedCapacity` when it is omitted.
 * https://www.pulumi.com/registry/packages/aws/api-docs/eks/nodegroup/#nodegroupwarmpoolconfig
 */
const UNLIMITED = -1;

/** A zone without a private subnet would otherwise just be missing from its group. */
export function refuseZonesWithoutSubnet({ nodeGroups, network }: ClusterArgs): void {
  for (const [key, { zones }] of Object.entries(nodeGroups)) {
    const [zone] = zones.filter((letter) => network.privateSubnetIds[letter] === undefined);
    if (zone === undefined) continue;
    const there = Object.keys(network.privateSubnetIds).join(", ");
    throw new Error(`node group ${key} wants zone ${zone}, but there are private subnets only in ${there}`);
  }
}

/** An update that sends a size from Pulumi's state would drain the nodes that an autoscaler has added since. */
export function refuseUnknownSizes({ nodeGroups, existingNodeGroups }: ClusterArgs): void {
  for (const [key, group] of Object.entries(nodeGroups)) {
    try {
      plannedSize(group, existingNodeGroups[key]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `node group ${key}: this update changes its limits or replaces it, and ${reason}\n` +
          "Grant eks:DescribeNodegroup to the role of this run, or take the change back. If someone deleted the node " +
          "group, run `pulumi refresh` first.",
        { cause: error },
      );
    }
  }
}

/** Managed node groups with one role between them, after everything that a node needs to become Ready. */
export function createNodeGroups(scope: ClusterScope, addonsBeforeNodes: readonly pulumi.Resource[]): NodeGroups {
  const { parent, name, args } = scope;
  const role = (args.autoMode !== undefined ? createAutoModeNodeRole : createNodeRole)(parent, `${name}-node-role`);
  const groups = Object.entries(args.nodeGroups).map(([key, group]) => {
    const groupName = `${name}-nodes-${key}`;
    const size = sizeOf(scope, key, group);
    const template = createLaunchTemplate(scope, groupName, `${args.clusterName}-${key}`, group);
    const needs = [...role.resources, ...addonsBeforeNodes, ...args.network.privateEgress];
    const nodeGroup = createNodeGroup(scope, groupName, { ...group, size }, template, role, needs);
    tagAutoScalingGroup(scope, groupName, nodeGroup);
    return nodeGroup;
  });
  return { roleArn: role.arn, roleName: role.name, resources: role.resources, groups };
}

function sizeOf({ parent, args }: ClusterScope, key: string, group: NodeGroupArgs): PlannedSize {
  const existing = args.existingNodeGroups[key];
  const warning = sizeWarning(key, group, existing);
  if (warning !== undefined) void pulumi.log.warn(warning, parent);
  return plannedSize(group, existing);
}

function createLaunchTemplate(
  { parent, args }: ClusterScope,
  groupName: string,
  nodeName: string,
  group: NodeGroupArgs,
): ec2.LaunchTemplate {
  const spec = nodeTemplate(nodeName, group, args.tagFanOut);
  return new ec2.LaunchTemplate(`${groupName}-template`, { ...spec, tags: { Name: nodeName } }, { parent });
}

function createNodeGroup(
  { parent, args, controlPlane }: ClusterScope,
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
      // Left out, nodes would stay on the minor they were born with.
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
      // The number, not $Latest: a change of the template has to be a change of the group, or no node would ever see it.
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
    },
    {
      parent,
      // The autoscaler's, after the first day.
      ignoreChanges: size.ignored ? ["scalingConfig.desiredSize"] : [],
      // A rolling update waits for pods to leave; a group that cannot start should fail before AWS's 60 minutes.
      customTimeouts: { create: "30m", update: "90m", delete: "60m" },
      dependsOn,
    },
  );
}

/** EKS makes the Auto Scaling group and does not hand tags on to it. */
function tagAutoScalingGroup({ parent, args }: ClusterScope, groupName: string, nodeGroup: eks.NodeGroup): void {
  const autoscalingGroupName = nodeGroup.resources.apply((resources) => {
    const { autoscalingGroups } = sole(resources, `resource lists of node group ${groupName}`);
    return sole(autoscalingGroups, `Auto Scaling groups of node group ${groupName}`).name;
  });
  for (const tag of args.tagFanOut.autoScalingGroup) {
    new autoscaling.Tag(`${groupName}-asg-${tag.key}`, { autoscalingGroupName, tag }, { parent });
  }
}
