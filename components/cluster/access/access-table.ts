import { accessRoleArn } from "./access-role-policies";
import type { ClusterArgs } from "../cluster-args";
import type { AccessArgs, AccessRoleArgs } from "./access-args";

/** Permissions in words, by the ARN of each IAM principal and by the service account of pods. */
export type AccessTable = Readonly<Record<string, string>>;

/** A stack output, so that a preview shows who gains or loses permissions. */
export function accessTable({
  accountId,
  clusterName,
  access,
  accessRoles,
  podIdentities,
}: Pick<ClusterArgs, "accountId" | "clusterName" | "access" | "accessRoles" | "podIdentities">): AccessTable {
  const rows = [
    ...Object.values(access).map((entry): [string, string] => [entry.principalArn, permissionsOf(entry)]),
    ...Object.entries(accessRoles).map(([key, role]): [string, string] => [
      accessRoleArn(accountId, clusterName, key),
      `${permissionsOf(role)}; assumed by ${trustedPrincipalsOf(role)}`,
    ]),
    ...Object.values(podIdentities).map((pods): [string, string] => [
      `pods of ${pods.namespace}/${pods.serviceAccount}`,
      `AWS permissions of ${pods.targetRoleArn ?? pods.roleArn ?? [...pods.policyArns].sort().join(", ")}`,
    ]),
  ];
  return Object.fromEntries(rows.sort(([one], [other]) => one.localeCompare(other, "en")));
}

function permissionsOf({
  policy,
  namespaces,
  kubernetesGroups,
}: Pick<AccessArgs, "policy" | "namespaces" | "kubernetesGroups">): string {
  const scope = namespaces.length === 0 ? "the whole cluster" : [...namespaces].sort().join(", ");
  return [
    ...(policy === undefined ? [] : [`${policy} in ${scope}`]),
    ...(kubernetesGroups.length === 0
      ? []
      : [`permissions that RBAC grants to ${[...kubernetesGroups].sort().join(", ")}`]),
  ].join(", and ");
}

function trustedPrincipalsOf({
  trustedPrincipals,
  requireMfa,
  githubSubjects,
}: Pick<AccessRoleArgs, "trustedPrincipals" | "requireMfa" | "githubSubjects">): string {
  return [
    ...[...trustedPrincipals].sort().map((arn) => (requireMfa ? `${arn} with MFA` : arn)),
    ...[...githubSubjects].sort(),
  ].join(", ");
}
