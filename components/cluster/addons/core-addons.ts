import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { createAddon, identityWithPolicy, managedIdentity, NO_IDENTITY, type PodIdentity } from "./addon";
import { addonConfiguration } from "./addon-configuration";
import { ipv6CniPolicy } from "../../../domain/cluster/addons/policies";
import type { AddonName } from "../cluster-args";
import type { ClusterScope } from "../scope";

/**
 * What a node needs to become Ready. Without nodes the add-ons are DaemonSets of size zero and turn ACTIVE at once.
 *
 * The CNI has its rights from Pod Identity rather than from the node role, which every pod on the host network could
 * borrow. That is no deadlock: the agent runs on the host network, needs no pod address, and may exchange tokens by the
 * node role's AmazonEKSWorkerNodePolicy; the association exists before the first CNI pod, so that pod is born with its credentials' address.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 *
 * As dependencies of the node groups they also outlive them: a CNI that goes first leaves interfaces behind, which
 * then hold subnets and security group.
 */
export function createAddonsBeforeNodes(scope: ClusterScope): readonly pulumi.Resource[] {
  if (scope.args.autoMode !== undefined) return [];
  const agent = createStandardAddon(scope, "eks-pod-identity-agent", []);
  return [
    agent,
    createStandardAddon(scope, "kube-proxy", []),
    createStandardAddon(scope, "vpc-cni", [agent], cniIdentity(scope)),
  ];
}

function cniIdentity(scope: ClusterScope): PodIdentity {
  const [key, serviceAccount] = ["vpc-cni", "aws-node"];
  return scope.args.ipFamily === "ipv6"
    ? identityWithPolicy(scope, key, serviceAccount, ipv6CniPolicy(scope.args))
    : managedIdentity(scope, key, serviceAccount, "AmazonEKS_CNI_Policy");
}

export interface AddonsOnNodes {
  readonly coredns: pulumi.Resource;
  readonly ebsCsiDriver: pulumi.Resource;
  readonly all: readonly pulumi.Resource[];
}

/**
 * What needs nodes to run on: without them these add-ons stay DEGRADED until their timeout.
 *
 * @param beforeVolumes what the volume driver looks for when it starts: the kinds of snapshots, where there are any
 */
export function createAddonsAfterNodes(
  scope: ClusterScope,
  nodeGroups: readonly pulumi.Resource[],
  beforeVolumes: readonly pulumi.Resource[],
): AddonsOnNodes {
  // Part of Auto Mode, as are the agent, the CNI and kube-proxy: https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
  if (scope.args.autoMode !== undefined)
    return { coredns: scope.controlPlane, ebsCsiDriver: scope.controlPlane, all: [] };
  const ebsIdentity = managedIdentity(
    scope,
    "aws-ebs-csi-driver",
    "ebs-csi-controller-sa",
    "service-role/AmazonEBSCSIDriverPolicy",
  );
  const metricsServer = createMetricsServer(scope, nodeGroups);
  // Finds what the kubelet alone does not report (kernel, storage, network), for the groups that repair by it:
  // https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
  const monitoring = Object.values(scope.args.nodeGroups).some(({ autoRepair }) => autoRepair)
    ? [createStandardAddon(scope, "eks-node-monitoring-agent", nodeGroups)]
    : [];
  const coredns = createCoreDns(scope, nodeGroups);
  const ebsCsiDriver = createStandardAddon(scope, "aws-ebs-csi-driver", [...nodeGroups, ...beforeVolumes], ebsIdentity);
  return { coredns, ebsCsiDriver, all: [metricsServer, ...monitoring, coredns, ebsCsiDriver] };
}

export function createCoreDns(scope: ClusterScope, nodes: readonly pulumi.Resource[]): pulumi.Resource {
  return createStandardAddon(scope, "coredns", nodes);
}

export function createMetricsServer(scope: ClusterScope, nodes: readonly pulumi.Resource[]): pulumi.Resource {
  return createStandardAddon(scope, "metrics-server", nodes);
}

function createStandardAddon(
  scope: ClusterScope,
  addonName: AddonName,
  dependsOn: readonly pulumi.Resource[],
  identity = NO_IDENTITY,
): eks.Addon {
  const { region, tagFanOut, addons } = scope.args;
  const configuration = addonConfiguration(region, tagFanOut)[addonName];
  return createAddon(scope, addonName, { version: addons[addonName].version, configuration, dependsOn, identity });
}
