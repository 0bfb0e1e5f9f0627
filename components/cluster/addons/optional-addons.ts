import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { workloadWithoutNode } from "../../../domain/cluster/component-pods";
import { createAddon, identityWithPolicy, managedIdentity, NO_IDENTITY, type PodIdentity } from "./addon";
import { hostedZonesPolicy, mountedBucketsPolicy } from "../../../domain/cluster/addons/policies";
import { optionalAddonConfiguration } from "./optional-addon-configuration";
import type { ClusterArgs } from "../cluster-args";
import type { OptionalAddonName } from "./optional-addons-args";
import type { ClusterScope } from "../scope";

/** Log groups of Container Insights: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-EKS.html */
const INSIGHTS_LOGS = ["application", "dataplane", "host", "performance"];

/** What was asked for, by the add-on's name. */
export type OptionalAddons = Readonly<Partial<Record<OptionalAddonName, eks.Addon>>>;

/**
 * The add-ons that the cluster asks for, each with rights of its own. Their webhooks (cert-manager's, say) need no rule
 * in a security group: nodes and control plane share the cluster's own, which lets everything through among its members.
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export function createOptionalAddons(
  scope: ClusterScope,
  names: readonly OptionalAddonName[],
  nodes: readonly pulumi.Resource[],
): OptionalAddons {
  const { optionalAddons, clusterName } = scope.args;
  const configurations = optionalAddonConfiguration(clusterName, optionalAddons);
  const created = names.flatMap((addonName): [string, eks.Addon][] => {
    const settings = optionalAddons[addonName];
    if (settings === undefined) return [];
    const logs = addonName === "amazon-cloudwatch-observability" ? createInsightsLogs(scope) : [];
    const addon = createAddon(scope, addonName, {
      version: settings.version,
      configuration: configurations[addonName],
      identity: createIdentity(scope, addonName),
      dependsOn: [...nodes, ...logs],
    });
    return [[addonName, addon]];
  });
  return Object.fromEntries(created);
}

/**
 * Add-ons by the nodes that take their pods: those of node groups, or of Karpenter where every group keeps them away. The
 * latter are created after Karpenter's pools, or would wait for a node until they time out.
 */
export function addonsByNodes({ optionalAddons, nodeGroups, karpenter }: ClusterArgs): {
  readonly onNodeGroups: readonly OptionalAddonName[];
  readonly onKarpenter: readonly OptionalAddonName[];
} {
  const names = Object.keys(optionalAddons) as OptionalAddonName[];
  if (karpenter === undefined) return { onNodeGroups: names, onKarpenter: [] };
  const taints = Object.values(nodeGroups)
    .filter(({ desiredSize }) => desiredSize > 0)
    .map((group) => group.taints);
  const onKarpenter = names.filter((name) => workloadWithoutNode(name, taints) !== undefined);
  return { onNodeGroups: names.filter((name) => !onKarpenter.includes(name)), onKarpenter };
}

/** For its service account, as https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html names it. */
function createIdentity(scope: ClusterScope, addonName: OptionalAddonName): PodIdentity {
  const { args } = scope;
  switch (addonName) {
    case "aws-efs-csi-driver":
      return createEfsIdentity(scope);
    case "aws-mountpoint-s3-csi-driver": {
      const buckets = args.optionalAddons[addonName]?.buckets ?? {};
      return identityWithPolicy(scope, addonName, "s3-csi-driver-sa", mountedBucketsPolicy(args, buckets));
    }
    case "external-dns": {
      const zoneIds = Object.values(args.optionalAddons[addonName]?.zones ?? {});
      return identityWithPolicy(scope, addonName, "external-dns", hostedZonesPolicy(zoneIds));
    }
    case "amazon-cloudwatch-observability":
      return managedIdentity(scope, addonName, "cloudwatch-agent", "CloudWatchAgentServerPolicy");
    case "snapshot-controller":
    case "cert-manager":
    case "kube-state-metrics":
    case "prometheus-node-exporter":
      return NO_IDENTITY;
  }
}

/**
 * The controller makes access points. It is the node's pod that mounts, with TLS and as its own role, and the file
 * systems let in only whom IAM allows: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function createEfsIdentity(scope: ClusterScope): PodIdentity {
  const controller = managedIdentity(
    scope,
    "aws-efs-csi-driver-controller",
    "efs-csi-controller-sa",
    "service-role/AmazonEFSCSIDriverPolicy",
  );
  const node = managedIdentity(
    scope,
    "aws-efs-csi-driver-node",
    "efs-csi-node-sa",
    "AmazonElasticFileSystemClientReadWriteAccess",
  );
  return {
    associations: [...controller.associations, ...node.associations],
    resources: [...controller.resources, ...node.resources],
  };
}

/** The agent would make them too, but such that they keep everything for ever, and stay when the cluster goes. */
function createInsightsLogs({ parent, name, args }: ClusterScope): readonly pulumi.Resource[] {
  return INSIGHTS_LOGS.map(
    (kind) =>
      new cloudwatch.LogGroup(
        `${name}-insights-${kind}`,
        {
          name: `/aws/containerinsights/${args.clusterName}/${kind}`,
          retentionInDays: args.logRetentionDays,
        },
        { parent },
      ),
  );
}
