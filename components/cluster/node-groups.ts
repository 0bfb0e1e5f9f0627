import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs, NodeGroupArgs } from "./cluster-args";
import { nodeTemplate } from "./launch-template";
import { createAutoModeNodeRole, createNodeRole } from "./node-role";
import type { ClusterScope } from "./scope";
import type { ServiceRole } from "./service-role";
import { sole } from "./sole";

export interface NodeGroups {
  readonly roleArn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;
  /** Without all of them the role is there, and lets no node join. */
  readonly resources: readonly pulumi.Resource[];
  readonly groups: readonly eks.NodeGroup[];
}

/** A zone without a private subnet would otherwise just be missing from its group. */
export function refuseZonesWithoutSubnet({ nodeGroups, network }: ClusterArgs): void {
  for (const [key, { zones }] of Object.entries(nodeGroups)) {
    const [zone] = zones.filter((letter) => network.privateSubnetIds[letter] === undefined);
    if (zone === undefined) continue;
    const there = Object.keys(network.privateSubnetIds).join(", ");
    throw new Error(`node group ${key} wants zone ${zone}, but there are private subnets only in ${there}`);
  }
}

/** Managed node groups with one role between them, after everything that a node needs to become Ready. */
export function createNodeGroups(scope: ClusterScope, addonsBeforeNodes: readonly pulumi.Resource[]): NodeGroups {
  const { parent, name, args } = scope;
  const role = (args.autoMode !== undefined ? createAutoModeNodeRole : createNodeRole)(parent, `${name}-node-role`);
  const groups = Object.entries(args.nodeGroups).map(([key, group]) => {
    const groupName = `${name}-nodes-${key}`;
    const template = createLaunchTemplate(scope, groupName, `${args.clusterName}-${key}`, group);
    const needs = [...role.resources, ...addonsBeforeNodes, ...args.network.privateEgress];
    const nodeGroup = createNodeGroup(scope, groupName, group, template, role, needs);
    tagAutoScalingGroup(scope, groupName, nodeGroup);
    return nodeGroup;
  });
  return { roleArn: role.arn, roleName: role.name, resources: role.resources, groups };
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
  group: NodeGroupArgs,
  template: ec2.LaunchTemplate,
  role: ServiceRole,
  dependsOn: pulumi.Resource[],
): eks.NodeGroup {
  const { amiType, instanceTypes, capacityType, minSize, desiredSize, maxSize, releaseVersion, warmPool } = group;
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
      scalingConfig: { minSize, desiredSize, maxSize },
      updateConfig: {
        maxUnavailablePercentage: group.maxUnavailablePercentage,
        updateStrategy: group.updateStrategy,
      },
      nodeRepairConfig: { enabled: group.autoRepair },
      ...(warmPool === undefined ? {} : { warmPoolConfig: warmPool }),
      labels: { ...group.labels },
      taints: [...group.taints],
      // The number, not $Latest: a change of the template has to be a change of the group, or no node would ever see it.
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
    },
    {
      parent,
      // The autoscaler's, after the first day.
      ignoreChanges: ["scalingConfig.desiredSize"],
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
