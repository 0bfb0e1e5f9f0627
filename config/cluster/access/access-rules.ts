import { listed } from "../../../domain/listed";
import { ADDONS } from "../../../domain/cluster/addons/catalog";
import { suggest } from "../../../domain/suggest";
import { DIAGNOSTICS_NAMESPACE } from "../diagnostics/diagnostics-rules";
import { isNodeRoleArn } from "../../../domain/cluster/role-names";
import { edit, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { ReadableParts, Rule } from "../../check/rule";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type Permissions = Pick<Cluster["access"][string], "policy" | "namespaces" | "kubernetesGroups">;

interface AccessEntry {
  readonly at: Path;
  readonly permissions: Permissions;
}

const NAMESPACES_OF_KUBERNETES = ["default", "kube-system", "kube-public", "kube-node-lease"];
const NAMESPACES_OF_ADDONS = [...Object.values(ADDONS).map(({ namespace }) => namespace), DIAGNOSTICS_NAMESPACE];

const SERVICE_LINKED = ":role/aws-service-role/";

function accessEntriesOf({ access, accessRoles }: Cluster): AccessEntry[] {
  const below = (part: string, entries: Readonly<Record<string, Permissions>>): AccessEntry[] =>
    Object.entries(entries).map(([key, permissions]) => ({ at: ["cluster", part, key], permissions }));
  return [...below("access", access), ...below("accessRoles", accessRoles)];
}

/** The creator of the cluster gets no permissions in it (`bootstrapClusterCreatorAdminPermissions` is false). */
const clusterHasAdmin: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const isAdmin = ({ permissions: { policy, namespaces } }: AccessEntry): boolean =>
    policy === "cluster-admin" && namespaces.length === 0;
  if (accessEntriesOf(cluster).some(isAdmin)) return;
  yield {
    code: "cluster/no-cluster-admin",
    path: ["cluster", "access"],
    message: "No access entry has the policy cluster-admin for the whole cluster, so no principal could administer it.",
    allowed: "at least one entry with policy cluster-admin and no namespaces",
    fix: [edit("add an entry with policy cluster-admin to `cluster.access`, for the role that deploys this stack")],
  };
};

const principalsAreDistinct: Rule = function* ({ cluster }) {
  const keys = new Map<string, string>();
  for (const [key, { principalArn }] of Object.entries(cluster?.access ?? {})) {
    const earlier = keys.get(principalArn);
    if (earlier === undefined) {
      keys.set(principalArn, key);
      continue;
    }
    yield {
      code: "cluster/duplicate-principal",
      path: ["cluster", "access", key, "principalArn"],
      message: "Another access entry has the same principal. EKS accepts one access entry for each principal.",
      because: [["cluster", "access", earlier, "principalArn"]],
      allowed: "each principal once",
      fix: [remove(["cluster", "access", key])],
    };
  }
};

const accessRolesHaveOneEntry: Rule = function* ({ cluster, name, environment, aws }) {
  if (cluster === undefined || aws === undefined) return;
  for (const role of Object.keys(cluster.accessRoles)) {
    const arn = `arn:aws:iam::${aws.accountId}:role/${String(name)}-${String(environment)}-${role}`;
    for (const [key, { principalArn }] of Object.entries(cluster.access)) {
      if (principalArn !== arn) continue;
      yield {
        code: "cluster/principal-is-access-role",
        path: ["cluster", "access", key],
        message: "The principal is a role of `cluster.accessRoles`, which has an access entry already.",
        because: [["cluster", "accessRoles", role]],
        allowed: "each principal once",
        fix: [remove(["cluster", "access", key])],
      };
    }
  }
};

const principalsAreNotManaged: Rule = function* ({ cluster }) {
  for (const [key, { principalArn }] of Object.entries(cluster?.access ?? {})) {
    const about = {
      path: ["cluster", "access", key, "principalArn"],
      allowed: "roles of people and pipelines",
      fix: [remove(["cluster", "access", key])],
    };
    if (principalArn.includes(SERVICE_LINKED)) {
      yield {
        code: "cluster/principal-is-service-linked-role",
        message: "EKS refuses access entries for service-linked roles.",
        ...about,
      };
    } else if (isNodeRoleArn(principalArn)) {
      yield {
        code: "cluster/principal-is-node-role",
        message: "The principal is a role of the cluster's nodes, which has an access entry already.",
        ...about,
      };
    }
  }
};

const entriesGrantPermissions: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  for (const { at, permissions } of accessEntriesOf(cluster)) {
    const { policy, namespaces, kubernetesGroups } = permissions;
    if (policy === "preview" && namespaces.length > 0) {
      yield {
        code: "cluster/preview-of-namespaces",
        path: [...at, "namespaces"],
        message: "The policy preview applies to the whole cluster: a preview reads objects without a namespace too.",
        because: [[...at, "policy"]],
        allowed: "no namespaces",
        fix: [remove([...at, "namespaces"])],
      };
    }
    if (policy !== undefined) continue;
    if (namespaces.length > 0) {
      yield {
        code: "cluster/namespaces-without-policy",
        path: [...at, "namespaces"],
        message: "`namespaces` has no effect without `policy`: it limits the policy to these namespaces.",
        because: [[...at, "policy"]],
        allowed: "both policy and namespaces, or neither",
        fix: [remove([...at, "namespaces"])],
      };
    }
    if (kubernetesGroups.length === 0) {
      yield {
        code: "cluster/access-without-permissions",
        path: [...at, "policy"],
        message: "The access entry grants no permissions: set `policy` or `kubernetesGroups`.",
        because: [[...at, "kubernetesGroups"]],
        allowed: "a policy, or kubernetesGroups",
        fix: [set([...at, "policy"], "view")],
      };
    }
  }
};

/**
 * EKS accepts any name. A stack that creates namespaces usually creates all of them, so a name that is not among them is
 * probably misspelt. Other tools can create namespaces, too, so this is a warning.
 */
const policyNamespacesExist: Rule = function* ({ cluster }) {
  const created = Object.keys(cluster?.namespaces ?? {});
  if (cluster === undefined || created.length === 0) return;
  const others = [cluster.sampleWorkload?.namespace, ...NAMESPACES_OF_KUBERNETES, ...NAMESPACES_OF_ADDONS];
  for (const { at, permissions } of accessEntriesOf(cluster)) {
    for (const [index, name] of permissions.namespaces.entries()) {
      if (name.includes("*") || created.includes(name) || others.includes(name)) continue;
      const nearest = suggest(name, created);
      yield {
        code: "cluster/unknown-namespace",
        path: [...at, "namespaces", index],
        message:
          "Not known: the stack does not create this namespace. Until it exists, the policy has no effect in it.",
        because: [["cluster", "namespaces"]],
        allowed: `${listed(created)}${nearest === undefined ? "" : ` (the nearest name is ${nearest})`}, or a namespace that another tool creates`,
        fix: [edit("correct the name, or add the namespace to `cluster.namespaces`")],
        warning: true,
      };
    }
  }
};

const accessRolesHavePrincipals: Rule = function* ({ cluster }) {
  for (const [key, { trustedPrincipals, githubSubjects }] of Object.entries(cluster?.accessRoles ?? {})) {
    if (trustedPrincipals.length > 0 || githubSubjects.length > 0) continue;
    yield {
      code: "cluster/access-role-without-principals",
      path: ["cluster", "accessRoles", key],
      message: "No principal can assume this role: it has neither `trustedPrincipals` nor `githubSubjects`.",
      allowed: "trustedPrincipals or githubSubjects, or both",
      fix: [edit("set `trustedPrincipals` or `githubSubjects`, or remove the role")],
    };
  }
};

export const accessRules: readonly Rule[] = [
  clusterHasAdmin,
  principalsAreDistinct,
  principalsAreNotManaged,
  entriesGrantPermissions,
  policyNamespacesExist,
  accessRolesHavePrincipals,
  accessRolesHaveOneEntry,
];
