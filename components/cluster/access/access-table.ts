import { accessRoleArn } from "./access-role-policies";
import type { AccessArgs, AccessRoleArgs, ClusterArgs } from "../cluster-args";

/** Who may do what, and where: people by their principal's ARN, pods by their service account, in words. */
export type AccessTable = Readonly<Record<string, string>>;

/** Whoever reads a preview sees by it who gains and who loses. */
export function accessTable({
  accountId,
  clusterName,
  access,
  accessRoles,
  podIdentities,
}: Pick<ClusterArgs, "accountId" | "clusterName" | "access" | "accessRoles" | "podIdentities">): AccessTable {
  const rows = [
    ...Object.values(access).map((entry): [string, string] => [entry.principalArn, rightsOf(entry)]),
    ...Object.entries(accessRoles).map(([key, role]): [string, string] => [
      accessRoleArn(accountId, clusterName, key),
      `${rightsOf(role)}; taken on by ${takersOf(role)}`,
    ]),
    ...Object.values(podIdentities).map((pods): [string, string] => [
      `pods of ${pods.namespace}/${pods.serviceAccount}`,
      `at AWS ${pods.targetRoleArn ?? pods.roleArn ?? [...pods.policyArns].sort().join(", ")}`,
    ]),
  ];
  return Object.fromEntries(rows.sort(([one], [other]) => one.localeCompare(other, "en")));
}

function rightsOf({ policy, namespaces, kubernetesGroups }: Omit<AccessArgs, "principalArn">): string {
  const where = namespaces.length === 0 ? "the whole cluster" : [...namespaces].sort().join(", ");
  return [
    ...(policy === undefined ? [] : [`${policy} in ${where}`]),
    ...(kubernetesGroups.length === 0 ? [] : [`what RBAC grants to ${[...kubernetesGroups].sort().join(", ")}`]),
  ].join(", and ");
}

function takersOf({ trustedPrincipals, requireMfa, githubSubjects }: AccessRoleArgs): string {
  return [
    ...[...trustedPrincipals].sort().map((arn) => (requireMfa ? `${arn} with MFA` : arn)),
    ...[...githubSubjects].sort(),
  ].join(", ");
}
