import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { ReadableParts, Rule } from "../../check/rule";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type Rights = Pick<Cluster["access"][string], "policy" | "namespaces" | "kubernetesGroups">;

/** Logical names, with which autonamed roles begin, of the roles whose entries come with the nodes. */
const NODE_ROLES = /:role\/cluster-(karpenter-|auto-mode-)?(node|fargate)-role-/;
const SERVICE_LINKED = ":role/aws-service-role/";

/** Everyone who is let in, with where config says so. */
function everyone({ access, accessRoles }: Cluster): { readonly at: Path; readonly rights: Rights }[] {
  const of = (part: string, entries: Readonly<Record<string, Rights>>): { at: Path; rights: Rights }[] =>
    Object.entries(entries).map(([key, rights]) => ({ at: ["cluster", part, key], rights }));
  return [...of("access", access), ...of("accessRoles", accessRoles)];
}

/** The creator of the cluster gets no hidden admin rights, so without such an entry nobody could ever get in. */
const someoneIsClusterAdmin: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const admins = everyone(cluster).filter(({ rights }) => rights.policy === "cluster-admin");
  if (admins.some(({ rights }) => rights.namespaces.length === 0)) return;
  yield {
    path: ["cluster", "access"],
    message: "Nobody could administer the cluster.",
    allowed: "one entry at least with policy cluster-admin and no namespaces",
    fix: [edit("give the role that deploys this stack an entry in `cluster.access` with policy cluster-admin")],
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
      path: ["cluster", "access", key, "principalArn"],
      message: "EKS takes one access entry for a principal.",
      because: [["cluster", "access", earlier, "principalArn"]],
      allowed: "each principal once",
      fix: [remove(["cluster", "access", key])],
    };
  }
};

const accessRolesHaveNoSecondEntry: Rule = function* ({ cluster, name, environment, aws }) {
  if (cluster === undefined || aws === undefined) return;
  for (const role of Object.keys(cluster.accessRoles)) {
    const arn = `arn:aws:iam::${aws.accountId}:role/${String(name)}-${String(environment)}-${role}`;
    for (const [key, { principalArn }] of Object.entries(cluster.access)) {
      if (principalArn !== arn) continue;
      yield {
        path: ["cluster", "access", key],
        message: "A role of accessRoles, which is let in already.",
        because: [["cluster", "accessRoles", role]],
        allowed: "each principal once",
        fix: [remove(["cluster", "access", key])],
      };
    }
  }
};

/** EKS makes these with a node group or profile, and a second entry for them is refused (409). */
const principalsAreNoNodes: Rule = function* ({ cluster }) {
  for (const [key, { principalArn }] of Object.entries(cluster?.access ?? {})) {
    const linked = principalArn.includes(SERVICE_LINKED);
    if (!linked && !NODE_ROLES.test(principalArn)) continue;
    yield {
      path: ["cluster", "access", key, "principalArn"],
      message: linked ? "EKS takes no service-linked role." : "A role of nodes, whose entry comes with them.",
      allowed: "roles of people and of pipelines",
      fix: [remove(["cluster", "access", key])],
    };
  }
};

const accessGivesRights: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  for (const { at, rights } of everyone(cluster)) {
    const { policy, namespaces, kubernetesGroups } = rights;
    if (policy !== undefined) continue;
    if (namespaces.length > 0) {
      yield {
        path: [...at, "namespaces"],
        message: "Namespaces limit a policy, and there is none.",
        because: [[...at, "policy"]],
        allowed: "a policy with them, or none of both",
        fix: [remove([...at, "namespaces"])],
      };
    }
    if (kubernetesGroups.length === 0) {
      yield {
        path: [...at, "policy"],
        message: "Lets somebody in who may then do nothing.",
        because: [[...at, "kubernetesGroups"]],
        allowed: "a policy, or kubernetesGroups",
        fix: [set([...at, "policy"], "view")],
      };
    }
  }
};

const accessRolesAreForSomebody: Rule = function* ({ cluster }) {
  for (const [key, role] of Object.entries(cluster?.accessRoles ?? {})) {
    yield* rolesTakers(["cluster", "accessRoles", key], role);
  }
};

function* rolesTakers(
  at: Path,
  { trustedPrincipals, githubSubjects }: Cluster["accessRoles"][string],
): Iterable<Finding> {
  if (trustedPrincipals.length > 0 || githubSubjects.length > 0) return;
  yield {
    path: at,
    message: "Nobody could take the role on.",
    allowed: "trustedPrincipals or githubSubjects, or both",
    fix: [edit("list who may take it on, or remove it")],
  };
}

export const accessRules: readonly Rule[] = [
  someoneIsClusterAdmin,
  principalsAreDistinct,
  principalsAreNoNodes,
  accessGivesRights,
  accessRolesAreForSomebody,
  accessRolesHaveNoSecondEntry,
];
