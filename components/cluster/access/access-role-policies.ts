import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";
import type { AccessRoleArgs } from "../cluster-args";

const GITHUB = "token.actions.githubusercontent.com";

/** Name of an access role: people and pipelines have to know it. */
export function accessRoleName(clusterName: string, key: string): string {
  return `${clusterName}-${key}`;
}

/** Known before the role exists, because its name is ours to choose. */
export function accessRoleArn(accountId: string, clusterName: string, key: string): string {
  return `arn:aws:iam::${accountId}:role/${accessRoleName(clusterName, key)}`;
}

/** Who may take the role on. Of GitHub's tokens only those meant for AWS count, and of those only the named subjects. */
export function accessRoleTrustPolicy(
  accountId: string,
  { trustedPrincipals, requireMfa, githubSubjects }: Omit<AccessRoleArgs, "namespaces" | "kubernetesGroups">,
): string {
  const people: PolicyStatement = {
    Sid: "Principals",
    Effect: "Allow",
    Principal: { AWS: trustedPrincipals },
    Action: "sts:AssumeRole",
    ...(requireMfa ? { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } } : {}),
  };
  const workflows: PolicyStatement = {
    Sid: "GitHubActions",
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${GITHUB}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com", [`${GITHUB}:sub`]: githubSubjects } },
  };
  return policyDocument([
    ...(trustedPrincipals.length > 0 ? [people] : []),
    ...(githubSubjects.length > 0 ? [workflows] : []),
  ]);
}

/** All that `aws eks update-kubeconfig` needs of IAM; what happens in the cluster is for its access entry to say. */
export function findClusterPolicy(clusterArn: string): string {
  return policyDocument([{ Sid: "FindTheApi", Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn }]);
}
