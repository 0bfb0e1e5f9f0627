import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { CoreAddonName } from "../../../domain/cluster/addons/catalog";
import type { ClusterScope } from "../scope";
import { type AddonScope, createCatalogAddon } from "./addon";

/** What the core add-ons are created from. */
export type CoreScope = AddonScope & ClusterScope<"autoMode" | "addons" | "nodeGroups">;

/**
 * The add-ons that a node needs to become Ready. Without nodes they are DaemonSets without pods, and become ACTIVE at once.
 *
 * The node groups depend on them, so they are deleted after the nodes: a CNI that is deleted first leaves network
 * interfaces behind, which then keep subnets and security group from being deleted.
 */
export function createAddonsBeforeNodes(scope: CoreScope): readonly pulumi.Resource[] {
  if (scope.args.autoMode !== undefined) return [];
  const agent = createCoreAddon(scope, "eks-pod-identity-agent", []);
  return [agent, createCoreAddon(scope, "kube-proxy", []), createCoreAddon(scope, "vpc-cni", [agent])];
}

export interface AddonsOnNodes {
  readonly coredns: pulumi.Resource;
  readonly ebsCsiDriver: pulumi.Resource;
  readonly all: readonly pulumi.Resource[];
}

/**
 * The add-ons that need nodes to run on: without them they stay DEGRADED until their time-out.
 *
 * @param beforeVolumes what the EBS driver looks for when it starts: the CRDs of snapshots, where there are any
 */
export function createAddonsAfterNodes(
  scope: CoreScope,
  nodeGroups: readonly pulumi.Resource[],
  beforeVolumes: readonly pulumi.Resource[],
): AddonsOnNodes {
  // Part of Auto Mode, as are the agent, the CNI and kube-proxy: https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
  if (scope.args.autoMode !== undefined)
    return { coredns: scope.controlPlane, ebsCsiDriver: scope.controlPlane, all: [] };
  const metricsServer = createMetricsServer(scope, nodeGroups);
  const monitoring = Object.values(scope.args.nodeGroups).some(({ autoRepair }) => autoRepair)
    ? [createCoreAddon(scope, "eks-node-monitoring-agent", nodeGroups)]
    : [];
  const coredns = createCoreDns(scope, nodeGroups);
  const ebsCsiDriver = createCoreAddon(scope, "aws-ebs-csi-driver", [...nodeGroups, ...beforeVolumes]);
  return { coredns, ebsCsiDriver, all: [metricsServer, ...monitoring, coredns, ebsCsiDriver] };
}

export function createCoreDns(scope: CoreScope, nodes: readonly pulumi.Resource[]): pulumi.Resource {
  return createCoreAddon(scope, "coredns", nodes);
}

export function createMetricsServer(scope: CoreScope, nodes: readonly pulumi.Resource[]): pulumi.Resource {
  return createCoreAddon(scope, "metrics-server", nodes);
}

function createCoreAddon(scope: CoreScope, addonName: CoreAddonName, dependsOn: readonly pulumi.Resource[]): eks.Addon {
  return createCatalogAddon(scope, addonName, scope.args.addons[addonName], dependsOn);
}
