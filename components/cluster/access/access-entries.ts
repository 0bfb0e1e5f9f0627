import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { createAccessRole } from "./access-role";
import type { AccessArgs, AccessLevel } from "./access-args";
import type { ClusterScope } from "../scope";
import { PREVIEW_GROUP } from "./preview-rules";

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const ACCESS_POLICIES: Readonly<Record<Exclude<AccessLevel, "preview">, string>> = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
};

interface Principal extends Omit<AccessArgs, "principalArn" | "uniqueId"> {
  readonly principalArn: pulumi.Input<string>;
  readonly uniqueId?: pulumi.Input<string>;
}

type Scope = ClusterScope<"access" | "accessRoles" | "accountId" | "region" | "clusterName">;

/**
 * Access entries for the IAM principals of `access`, and for the roles of `accessRoles`, which it creates. Node roles
 * have none here: EKS creates their entries with the node groups.
 *
 * @returns resources without which no principal, including this program, has access to the Kubernetes API
 */
export function createAccess(scope: Scope): readonly pulumi.Resource[] {
  const { name, args } = scope;
  const principals = Object.entries(args.access).map(([key, access]) =>
    createAccessEntry(scope, `${name}-access-${key}`, access),
  );
  const roles = Object.entries(args.accessRoles).map(([key, access]) => {
    const role = createAccessRole(scope, key, access);
    const principal = { ...access, principalArn: role.arn, uniqueId: role.uniqueId };
    return createAccessEntry(scope, `${name}-role-${key}-access`, principal);
  });
  return [...principals, ...roles].flat();
}

/**
 * EKS stores the unique ID of the principal with the entry: a role that is deleted and recreated with the same ARN has no
 * access until its entry is replaced. The provider does not remove groups from an entry. So a change of the ID or of
 * groups replaces the entry, and deletes the old entry first, because EKS accepts one entry for each principal.
 * https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
function createAccessEntry(
  { parent, controlPlane }: Pick<Scope, "parent" | "controlPlane">,
  entryName: string,
  { principalArn, uniqueId, policy, namespaces, kubernetesGroups }: Principal,
): pulumi.Resource[] {
  const clusterName = controlPlane.name;
  const groups = [...kubernetesGroups, ...(policy === "preview" ? [PREVIEW_GROUP] : [])];
  const entry = new eks.AccessEntry(
    entryName,
    { clusterName, principalArn, ...(groups.length === 0 ? {} : { kubernetesGroups: groups }) },
    { parent, replacementTrigger: [uniqueId ?? "", ...groups], deleteBeforeReplace: true },
  );
  if (policy === undefined || policy === "preview") return [entry];
  const association = new eks.AccessPolicyAssociation(
    `${entryName}-policy`,
    {
      clusterName,
      // An output of the entry, so that replacing the entry replaces the association; dependsOn alone would not.
      principalArn: entry.principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${ACCESS_POLICIES[policy]}`,
      accessScope: namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces: [...namespaces] },
    },
    // The association is identified by principal and policy. If a replacement with another scope were created first,
    // deleting the old association would delete the new one.
    { parent, deleteBeforeReplace: true },
  );
  return [association];
}
