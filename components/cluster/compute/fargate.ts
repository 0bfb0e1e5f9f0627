import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { serviceTrustPolicy } from "../../../domain/iam/policy-document";
import type { ClusterScope } from "../scope";
import { createServiceRole } from "../service-role";

/**
 * Profiles by which EKS runs matching pods on Fargate, each pod on a machine of its own, and the one role that pulls
 * their images. EKS makes the role's access entry; it makes no instance, volume or network interface that could carry tags.
 *
 * A pod there has no DaemonSet beside it: no Pod Identity, no volume of the EBS driver, no network policy.
 * Profiles cannot change: a changed selector is a new profile, and pods of the old one are stopped.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 *
 * @param autoMode what makes nodes of Auto Mode, and CoreDNS on them: before that, a pod on Fargate resolves no name
 */
export function createFargateProfiles(
  { parent, name, args, controlPlane }: ClusterScope,
  autoMode: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const profiles = Object.entries(args.fargateProfiles);
  if (profiles.length === 0) return [];
  const role = createServiceRole(parent, `${name}-fargate-role`, {
    // For this cluster only: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
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
