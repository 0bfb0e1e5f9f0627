import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";
import type { AccessRoleArgs } from "./access-args";

const GITHUB = "token.actions.githubusercontent.com";

/** Name of an access role. It is fixed, so that people and pipelines can refer to it. */
export function accessRoleName(clusterName: string, key: string): string {
  return `${clusterName}-${key}`;
}

/** ARN of an access role, known before the role exists. */
export function accessRoleArn(accountId: string, clusterName: string, key: string): string {
  return `arn:aws:iam::${accountId}:role/${accessRoleName(clusterName, key)}`;
}

/** Trust policy of an access role. It accepts GitHub tokens only with the audience of AWS and one of the subjects. */
export function accessRoleTrustPolicy(
  accountId: string,
  {
    trustedPrincipals,
    requireMfa,
    githubSubjects,
  }: Pick<AccessRoleArgs, "trustedPrincipals" | "requireMfa" | "githubSubjects">,
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

/** The permission that `aws eks update-kubeconfig` needs. Permissions in the cluster come from the access entry. */
export function findClusterPolicy(clusterArn: string): string {
  return policyDocument([{ Sid: "FindTheApi", Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn }]);
}
