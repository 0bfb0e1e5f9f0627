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
 * Auto Mode is three capabilities, which EKS takes only together. Without its built-in pools, whose nodes carry AWS's
 * tags and no others, the cluster names no node role either: a change of that would be a new cluster.
 * https://docs.aws.amazon.com/eks/latest/userguide/automode.html
 */
const ON = { enabled: true };

/** The control plane with what has to exist before it: log group, role, and the key if there is one. */
export function createControlPlane(parent: pulumi.Resource, name: string, args: ClusterArgs): eks.Cluster {
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
      // API alone: the aws-auth ConfigMap would be a second, unreviewed list of administrators. There is no way back to it.
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      // The self-managed copies that EKS would install are what the managed add-ons then conflict with.
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
        ...(isAuto ? { elasticLoadBalancing: ON } : {}),
      },
      ...(isAuto ? { computeConfig: ON, storageConfig: { blockStorage: ON } } : {}),
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
        // Both are read at creation only, and a change would be a new cluster: no edit may ever cause that.
        "bootstrapSelfManagedAddons",
        "accessConfig.bootstrapClusterCreatorAdminPermissions",
        // The control plane stays in the zones it was made in: EKS takes only subnets of exactly those zones later, so a
        // zone that comes to the network is for nodes. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
        "vpcConfig.subnetIds",
      ],
      // Every changed field is an update of its own and takes up to an hour.
      customTimeouts: { create: "40m", update: "90m", delete: "30m" },
      // Without the role's policy EKS cannot remove its own interfaces and security group on deletion:
      // https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
      dependsOn: [logGroup, ...role.resources],
    },
  );
}

/** What the control plane may do at AWS: the least, or what its own nodes, volumes and load balancers take. */
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
 * Tags the security group that EKS made for the cluster, which default tags do not reach. Never
 * `kubernetes.io/cluster/<name>`: EKS set it here, and load balancer controllers fail where a second group has it.
 */
export function tagClusterSecurityGroup({ parent, name, args, controlPlane }: ClusterScope): void {
  const resourceId = controlPlane.vpcConfig.clusterSecurityGroupId;
  for (const [key, value] of Object.entries(args.tagFanOut.tags)) {
    new ec2.Tag(`${name}-security-group-${key}`, { resourceId, key, value }, { parent });
  }
}

/**
 * EKS writes its logs to this name and makes the group itself, without retention, where it is missing: so it has to
 * be there first. https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
function createLogGroup(parent: pulumi.Resource, name: string, args: ClusterArgs): cloudwatch.LogGroup {
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
 * A second envelope around Secrets, under a key of the account. With `aws-owned` EKS still encrypts all API data:
 * https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
 */
function secretsEncryption(
  parent: pulumi.Resource,
  name: string,
  args: ClusterArgs,
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
