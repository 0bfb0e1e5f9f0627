import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { createAccessRole } from "./access-role";
import type { AccessArgs, AccessLevel } from "../cluster-args";
import type { ClusterScope } from "../scope";

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const ACCESS_POLICIES: Readonly<Record<AccessLevel, string>> = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
};

interface Principal extends Omit<AccessArgs, "principalArn" | "uniqueId"> {
  readonly principalArn: pulumi.Input<string>;
  readonly uniqueId?: pulumi.Input<string>;
}

/**
 * Lets IAM principals use the Kubernetes API, those of config and the platform's own roles. Node roles are not among
 * them, EKS makes their entries with the node groups.
 *
 * @returns what must exist before anyone, this program included, can reach the Kubernetes API
 */
export function createAccess(scope: ClusterScope): readonly pulumi.Resource[] {
  const { name, args } = scope;
  const principals = Object.entries(args.access).map(([key, access]) => letIn(scope, `${name}-access-${key}`, access));
  const roles = Object.entries(args.accessRoles).map(([key, access]) => {
    const role = createAccessRole(scope, key, access);
    return letIn(scope, `${name}-role-${key}-access`, { ...access, principalArn: role.arn, uniqueId: role.uniqueId });
  });
  return [...principals, ...roles].flat();
}

/**
 * An entry holds the principal's unique id behind its ARN: a role that was deleted and made again under its old name is
 * refused until its entry is made again too. That, and groups, which the provider would not take away, are why a
 * changed trigger replaces the entry; the old one first, since EKS takes one for a principal.
 * https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
function letIn(
  { parent, controlPlane }: ClusterScope,
  entryName: string,
  { principalArn, uniqueId, policy, namespaces, kubernetesGroups }: Principal,
): pulumi.Resource[] {
  const clusterName = controlPlane.name;
  const groups = [...kubernetesGroups];
  const entry = new eks.AccessEntry(
    entryName,
    { clusterName, principalArn, ...(groups.length === 0 ? {} : { kubernetesGroups: groups }) },
    { parent, replacementTrigger: [uniqueId ?? "", ...groups], deleteBeforeReplace: true },
  );
  if (policy === undefined) return [entry];
  const association = new eks.AccessPolicyAssociation(
    `${entryName}-policy`,
    {
      clusterName,
      // From the entry, so that a replaced entry takes its association with it: dependsOn alone would not.
      principalArn: entry.principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${ACCESS_POLICIES[policy]}`,
      accessScope: namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces: [...namespaces] },
    },
    // An entry has one association with a policy. Created first, one of another scope would be deleted in the old one's
    // name, and leave the principal without access.
    { parent, deleteBeforeReplace: true },
  );
  return [association];
}
