import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { podIdentityTrustPolicy } from "../../../domain/iam/policy-document";
import type { PodIdentityArgs } from "./access-args";
import type { ClusterScope } from "../scope";
import { createServiceRole } from "../service-role";

type Scope = ClusterScope<"podIdentities" | "clusterName">;

/**
 * Pod Identity associations, which give the pods of a service account the permissions of an IAM role: a new role, or an
 * existing one. Pods get credentials only if the association exists when they start, so namespaces depend on them.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export function createPodIdentities(scope: Scope): readonly pulumi.Resource[] {
  const { parent, name, args, controlPlane } = scope;
  return Object.entries(args.podIdentities).map(([key, identity]) => {
    const { namespace, serviceAccount, targetRoleArn, sessionTags } = identity;
    const { roleArn, attachments } = roleFor(scope, `${name}-pods-${key}`, identity);
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
      { parent, dependsOn: [...attachments] },
    );
  });
}

interface PodRole {
  readonly roleArn: pulumi.Input<string>;
  /** Without these, pods would start with a role that has no permissions. */
  readonly attachments: readonly pulumi.Resource[];
}

function roleFor(
  { parent, args }: Pick<Scope, "parent" | "args">,
  podsName: string,
  identity: PodIdentityArgs,
): PodRole {
  const { roleArn, policyArns, namespace, serviceAccount, sessionTags } = identity;
  if (roleArn !== undefined) return { roleArn, attachments: [] };
  const owner = { clusterName: args.clusterName, namespace, serviceAccount };
  const role = createServiceRole(parent, `${podsName}-role`, {
    trustPolicy: podIdentityTrustPolicy(sessionTags ? owner : undefined),
    policyArns,
  });
  return { roleArn: role.arn, attachments: role.resources };
}
