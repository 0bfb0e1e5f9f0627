import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import { managedPolicyArn } from "../../domain/arns";
import { podIdentityTrustPolicy } from "../../domain/iam/policy-document";

/** A role and what grants it rights. Whoever uses the role has to depend on both. */
export interface ServiceRole {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  /** Name these in `dependsOn`: a role that loses its policies first leaves its user unable to clean up after itself. */
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
 * An autonamed role with policies. Attachments are resources of their own, because
 * `Role.managedPolicyArns` would take away at every `up` whatever else is attached.
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

/** A role that pods take on through EKS Pod Identity, with rights that no AWS managed policy has. */
export function createPodRole(parent: pulumi.Resource, name: string, policy: pulumi.Input<string>): ServiceRole {
  const role = createServiceRole(parent, `${name}-role`, {
    trustPolicy: podIdentityTrustPolicy(),
  });
  const rights = new iam.RolePolicy(`${name}-policy`, { role: role.name, policy }, { parent });
  return { ...role, resources: [...role.resources, rights] };
}
