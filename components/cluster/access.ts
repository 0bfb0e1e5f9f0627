import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { AccessLevel } from "./cluster-args";
import type { ClusterScope } from "./scope";

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const ACCESS_POLICIES: Readonly<Record<AccessLevel, string>> = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
};

/**
 * Lets IAM principals use the Kubernetes API: an entry and its policy for each. Node roles are not among them, EKS
 * makes their entries with the node groups.
 *
 * An entry holds the principal's unique id behind its ARN: a role that was deleted and made again needs a new entry.
 *
 * @returns what must exist before anyone, this program included, can reach the Kubernetes API
 */
export function createAccess({ parent, name, args, controlPlane }: ClusterScope): readonly pulumi.Resource[] {
  const clusterName = controlPlane.name;
  return Object.entries(args.access).map(([key, { principalArn, policy, namespaces }]) => {
    const entryName = `${name}-access-${key}`;
    const entry = new eks.AccessEntry(entryName, { clusterName, principalArn }, { parent });
    return new eks.AccessPolicyAssociation(
      `${entryName}-policy`,
      {
        clusterName,
        // From the entry, so that a replaced entry takes its association with it: dependsOn alone would not.
        principalArn: entry.principalArn,
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${ACCESS_POLICIES[policy]}`,
        accessScope: namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces: [...namespaces] },
      },
      { parent },
    );
  });
}
