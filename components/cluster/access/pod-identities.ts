import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { podIdentityTrustPolicy } from "../../../domain/iam/policy-document";
import type { PodIdentityArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";
import { createServiceRole } from "../service-role";

/**
 * Rights of workloads at AWS: each service account with a role of its own, or with one that is there already. Pods get
 * them when they start, so associations come before the namespaces that pods start in.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export function createPodIdentities(scope: ClusterScope): readonly pulumi.Resource[] {
  const { parent, name, args, controlPlane } = scope;
  return Object.entries(args.podIdentities).map(([key, identity]) => {
    const { namespace, serviceAccount, targetRoleArn, sessionTags } = identity;
    const { roleArn, rights } = roleFor(scope, `${name}-pods-${key}`, identity);
    return new eks.PodIdentityAssociation(
      `${name}-pods-${key}`,
      {
        clusterName: controlPlane.name,
        namespace,
        serviceAccount,
        roleArn,
        ...(targetRoleArn === undefined ? {} : { targetRoleArn }),
        disableSessionTags: !sessionTags,
      },
      { parent, dependsOn: [...rights] },
    );
  });
}

interface PodRole {
  readonly roleArn: pulumi.Input<string>;
  /** Without them pods would start with a role that may do nothing. */
  readonly rights: readonly pulumi.Resource[];
}

function roleFor({ parent, args }: ClusterScope, podsName: string, identity: PodIdentityArgs): PodRole {
  const { roleArn, policyArns, namespace, serviceAccount, sessionTags } = identity;
  if (roleArn !== undefined) return { roleArn, rights: [] };
  const owner = { clusterName: args.clusterName, namespace, serviceAccount };
  const role = createServiceRole(parent, `${podsName}-role`, {
    trustPolicy: podIdentityTrustPolicy(sessionTags ? owner : undefined),
    policyArns,
  });
  return { roleArn: role.arn, rights: role.resources };
}
