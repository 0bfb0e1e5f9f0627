import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import { EncryptionKey } from "../../encryption";
import { backupTag } from "../../shared/backup-tag";
import { serviceTrustPolicy } from "../../../domain/iam/policy-document";
import {
  AUTO_MODE_CLUSTER_POLICIES,
  autoModeClusterTrustPolicy,
  customTagsPolicy,
} from "../compute/auto-mode-policies";
import type { ClusterArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";
import { createServiceRole, type ServiceRole } from "../service-role";

/**
 * Auto Mode has three capabilities, which EKS accepts only together. Its built-in pools are not used, because their nodes
 * have only tags of AWS. Without them the cluster has no node role, whose change would replace the cluster.
 * https://docs.aws.amazon.com/eks/latest/userguide/automode.html
 */
const ENABLED = { enabled: true };

type ControlPlaneArgs = Pick<
  ClusterArgs,
  | "accountId"
  | "autoMode"
  | "backup"
  | "clusterName"
  | "controlPlaneTier"
  | "deletionProtection"
  | "endpoint"
  | "ipFamily"
  | "retainLogs"
  | "keyDeletionWindowDays"
  | "logClass"
  | "logRetentionDays"
  | "logTypes"
  | "network"
  | "secretsEncryption"
  | "serviceCidr"
  | "supportType"
  | "version"
  | "zonalShift"
>;

/** The control plane, and what must exist before it: log group, role, and the KMS key if there is one. */
export function createControlPlane(parent: pulumi.Resource, name: string, args: ControlPlaneArgs): eks.Cluster {
  const isAuto = args.autoMode !== undefined;
  const logGroup = createLogGroup(parent, name, args);
  const role = createClusterRole(parent, `${name}-control-plane-role`, isAuto);
  return new eks.Cluster(
    name,
    {
      name: args.clusterName,
      roleArn: role.arn,
      version: args.version,
      upgradePolicy: { supportType: args.supportType },
      // API only: the aws-auth ConfigMap would be a second, unreviewed list of administrators. EKS cannot go back to it.
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      // The self-managed add-ons that EKS would install conflict with the managed add-ons.
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: args.network.subnetIds["control-plane"],
        endpointPrivateAccess: args.endpoint.private,
        endpointPublicAccess: args.endpoint.public,
        ...(args.endpoint.public ? { publicAccessCidrs: [...args.endpoint.publicCidrs] } : {}),
      },
      kubernetesNetworkConfig: {
        ipFamily: args.ipFamily,
        ...(args.serviceCidr === undefined ? {} : { serviceIpv4Cidr: args.serviceCidr }),
        ...(isAuto ? { elasticLoadBalancing: ENABLED } : {}),
      },
      ...(isAuto ? { computeConfig: ENABLED, storageConfig: { blockStorage: ENABLED } } : {}),
      enabledClusterLogTypes: [...args.logTypes],
      zonalShiftConfig: { enabled: args.zonalShift },
      deletionProtection: args.deletionProtection,
      ...(args.backup ? { tags: backupTag(args.clusterName) } : {}),
      ...(args.controlPlaneTier === undefined ? {} : { controlPlaneScalingConfig: { tier: args.controlPlaneTier } }),
      ...secretsEncryption(parent, name, args),
    },
    {
      parent,
      protect: args.deletionProtection,
      ignoreChanges: [
        // EKS reads both at creation only, and a change would replace the cluster.
        "bootstrapSelfManagedAddons",
        "accessConfig.bootstrapClusterCreatorAdminPermissions",
        // EKS accepts only subnets in the zones of the cluster's creation, so a new zone of the network is used by nodes
        // only. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
        "vpcConfig.subnetIds",
      ],
      // Each changed field is a separate update, which takes up to an hour.
      customTimeouts: { create: "40m", update: "90m", delete: "30m" },
      // Without the policy of its role, EKS cannot delete its network interfaces and security group with the cluster:
      // https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
      dependsOn: [logGroup, ...role.resources],
    },
  );
}

/** The cluster role. With Auto Mode it has permissions for nodes, volumes and load balancers as well. */
function createClusterRole(parent: pulumi.Resource, name: string, isAuto: boolean): ServiceRole {
  if (!isAuto) {
    return createServiceRole(parent, name, {
      trustPolicy: serviceTrustPolicy("eks.amazonaws.com"),
      managedPolicies: ["AmazonEKSClusterPolicy"],
    });
  }
  const role = createServiceRole(parent, name, {
    trustPolicy: autoModeClusterTrustPolicy(),
    managedPolicies: ["AmazonEKSClusterPolicy", ...AUTO_MODE_CLUSTER_POLICIES],
  });
  const tags = new iam.RolePolicy(`${name}-tags`, { role: role.name, policy: customTagsPolicy() }, { parent });
  return { ...role, resources: [...role.resources, tags] };
}

/**
 * Tags the security group that EKS creates for the cluster, which does not get default tags. EKS sets the tag
 * `kubernetes.io/cluster/<name>`; load balancer controllers fail if a second group has it.
 */
export function tagClusterSecurityGroup({ parent, name, args, controlPlane }: ClusterScope<"tagFanOut">): void {
  const resourceId = controlPlane.vpcConfig.clusterSecurityGroupId;
  for (const [key, value] of Object.entries(args.tagFanOut.tags)) {
    new ec2.Tag(`${name}-security-group-${key}`, { resourceId, key, value }, { parent });
  }
}

/**
 * EKS sends its logs to a group of this name, and creates the group without retention if it does not exist, so this group
 * must exist before the cluster. https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
function createLogGroup(parent: pulumi.Resource, name: string, args: ControlPlaneArgs): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: `/aws/eks/${args.clusterName}/cluster`,
      retentionInDays: args.logRetentionDays,
      logGroupClass: args.logClass,
      deletionProtectionEnabled: args.deletionProtection,
    },
    { parent, protect: args.deletionProtection, retainOnDelete: args.retainLogs },
  );
}

/**
 * Envelope encryption of Secrets with a KMS key of the account. With `aws-owned`, EKS encrypts all API data, too:
 * https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
 */
function secretsEncryption(
  parent: pulumi.Resource,
  name: string,
  args: ControlPlaneArgs,
): Pick<eks.ClusterArgs, "encryptionConfig"> {
  if (args.secretsEncryption === "aws-owned") return {};
  const key = new EncryptionKey(
    `${name}-secrets`,
    {
      description: `Kubernetes Secrets of ${args.clusterName}`,
      aliasName: `${args.clusterName}-cluster-secrets`,
      accountId: args.accountId,
      deletionWindowDays: args.keyDeletionWindowDays,
      deletionProtection: args.deletionProtection,
    },
    { parent },
  );
  return { encryptionConfig: { provider: { keyArn: key.keyArn }, resources: ["secrets"] } };
}
