import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import { managedPolicyArn } from "../../domain/arns";
import { podIdentityTrustPolicy } from "../../domain/iam/policy-document";

/** A role and its policies. Resources that use the role must depend on both. */
export interface ServiceRole {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  /** For `dependsOn`: if a role loses its policies first, the resource that uses it cannot clean up. */
  readonly resources: readonly pulumi.Resource[];
}

interface ServiceRoleArgs {
  readonly trustPolicy: string;
  /** AWS managed policies by name. */
  readonly managedPolicies?: readonly string[];
  /** Further policies. */
  readonly policyArns?: readonly string[];
}

/**
 * A role with a generated name and policies. Attachments are separate resources, because
 * `Role.managedPolicyArns` would detach other policies with each update.
 */
export function createServiceRole(
  parent: pulumi.Resource,
  name: string,
  { trustPolicy, managedPolicies = [], policyArns = [] }: ServiceRoleArgs,
): ServiceRole {
  const role = new iam.Role(name, { assumeRolePolicy: trustPolicy }, { parent });
  const attachments = [...managedPolicies.map(managedPolicyArn), ...policyArns].map((policyArn) => {
    const [shortName = policyArn] = policyArn.split("/").reverse();
    return new iam.RolePolicyAttachment(`${name}-${shortName}`, { role: role.name, policyArn }, { parent });
  });
  return { arn: role.arn, name: role.name, resources: [role, ...attachments] };
}

/** A role that pods assume with EKS Pod Identity, with an inline policy. */
export function createPodRole(parent: pulumi.Resource, name: string, policy: pulumi.Input<string>): ServiceRole {
  const role = createServiceRole(parent, `${name}-role`, {
    trustPolicy: podIdentityTrustPolicy(),
  });
  const rights = new iam.RolePolicy(`${name}-policy`, { role: role.name, policy }, { parent });
  return { ...role, resources: [...role.resources, rights] };
}
