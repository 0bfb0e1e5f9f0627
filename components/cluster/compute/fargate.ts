import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { fargateRoleName } from "../../../domain/cluster/role-names";
import { serviceTrustPolicy } from "../../../domain/iam/policy-document";
import type { ClusterScope } from "../scope";
import { createServiceRole } from "../service-role";

/**
 * Fargate profiles, with which EKS runs matching pods on Fargate, and one role with which it pulls their images. EKS creates
 * the access entry of the role. It creates no instances, volumes or network interfaces that could have tags.
 *
 * DaemonSets do not run on Fargate, so pods have no Pod Identity, no EBS volumes and no network policies.
 * Profiles are immutable: a changed selector replaces the profile, and stops its pods.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 *
 * @param autoMode nodes of Auto Mode and CoreDNS on them, without which a pod on Fargate resolves no names
 */
export function createFargateProfiles(
  {
    parent,
    name,
    args,
    controlPlane,
  }: ClusterScope<"fargateProfiles" | "region" | "accountId" | "clusterName" | "network">,
  autoMode: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const profiles = Object.entries(args.fargateProfiles);
  if (profiles.length === 0) return [];
  const role = createServiceRole(parent, fargateRoleName(name), {
    // Only for profiles of this cluster: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
    trustPolicy: serviceTrustPolicy("eks-fargate-pods.amazonaws.com", {
      ArnLike: {
        "aws:SourceArn": `arn:aws:eks:${args.region}:${args.accountId}:fargateprofile/${args.clusterName}/*`,
      },
    }),
    managedPolicies: ["AmazonEKSFargatePodExecutionRolePolicy"],
  });
  return profiles.map(
    ([key, { selectors }]) =>
      new eks.FargateProfile(
        `${name}-fargate-${key}`,
        {
          clusterName: controlPlane.name,
          podExecutionRoleArn: role.arn,
          subnetIds: Object.values(args.network.privateSubnetIds),
          selectors: selectors.map(({ namespace, labels }) => ({ namespace, labels: { ...labels } })),
        },
        { parent, dependsOn: [...role.resources, ...args.network.privateEgress, ...autoMode] },
      ),
  );
}
