import type { Properties } from "../read/engine-event";
import { awsName } from "./documents";
import { nameOf, record, values } from "./words";

/** Finds who gets permissions by the inputs of a resource: one sentence for each. */
type Finder = (inputs: Properties) => readonly string[];

const attached = (policies: readonly unknown[], identities: readonly unknown[]): readonly string[] =>
  policies.flatMap((policy) =>
    identities.map((identity) => `The managed policy ${nameOf(policy)} is attached to ${nameOf(identity)}.`),
  );

const joined = (members: readonly unknown[], groups: readonly unknown[], kind: string): readonly string[] =>
  members.flatMap((member) => groups.map((group) => `${nameOf(member)} joins the ${kind} ${nameOf(group)}.`));

const AWS_FINDERS: Readonly<Record<string, Finder>> = {
  "iam/rolePolicyAttachment": ({ policyArn, role }) => attached([policyArn], [role]),
  "iam/userPolicyAttachment": ({ policyArn, user }) => attached([policyArn], [user]),
  "iam/groupPolicyAttachment": ({ policyArn, group }) => attached([policyArn], [group]),
  "iam/policyAttachment": ({ policyArn, roles, users, groups }) =>
    attached([policyArn], [roles, users, groups].flatMap(values)),
  "iam/rolePolicyAttachmentsExclusive": ({ policyArns, roleName }) => attached(values(policyArns), [roleName]),
  "iam/role": ({ managedPolicyArns }) =>
    values(managedPolicyArns).map((policy) => `The managed policy ${nameOf(policy)} is attached to the role.`),
  "iam/userGroupMembership": ({ user, groups }) => joined([user], values(groups), "group"),
  "iam/groupMembership": ({ users, group }) => joined(values(users), [group], "group"),
  "eks/accessEntry": ({ principalArn, kubernetesGroups }) =>
    joined([principalArn], values(kubernetesGroups), "Kubernetes group"),
  "eks/accessPolicyAssociation": ({ principalArn, policyArn, accessScope }) => {
    const namespaces = values(record(accessScope)["namespaces"]);
    const scopes = namespaces.length === 0 ? [""] : namespaces.map((name) => ` in the namespace ${nameOf(name)}`);
    return scopes.map((scope) => `${nameOf(principalArn)} gets the EKS access policy ${nameOf(policyArn)}${scope}.`);
  },
  "eks/podIdentityAssociation": ({ namespace, serviceAccount, roleArn }) => [
    `Pods of the service account ${nameOf(serviceAccount)} in ${nameOf(namespace)} get the role ${nameOf(roleArn)}.`,
  ],
};

const BINDING = /^kubernetes:rbac\.authorization\.k8s\.io\/v1:(Cluster)?RoleBinding$/;

/** Who gets permissions by a change without having had them before. */
export function grants(type: string, before: Properties | undefined, after: Properties): readonly string[] {
  const find = BINDING.test(type) ? bound : AWS_FINDERS[awsName(type)];
  const known = new Set(before === undefined ? [] : find?.(before));
  return [...(find?.(after) ?? []).filter((text) => !known.has(text)), ...lostBoundary(before, after)];
}

function bound({ roleRef, subjects }: Properties): readonly string[] {
  return values(subjects).map((subject) => {
    const { kind = "subject", name } = record(subject);
    return `The ${String(kind)} ${nameOf(name)} gets the role ${nameOf(record(roleRef)["name"])}.`;
  });
}

function lostBoundary(before: Properties | undefined, after: Properties): readonly string[] {
  const [old, now] = [before?.["permissionsBoundary"], after["permissionsBoundary"]];
  if (old === undefined || old === now) return [];
  return now === undefined
    ? [`The permissions boundary ${nameOf(old)} is removed.`]
    : [`The permissions boundary ${nameOf(old)} is replaced by ${nameOf(now)}.`];
}
