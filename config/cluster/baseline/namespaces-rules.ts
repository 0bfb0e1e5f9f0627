import type { FindingCode } from "../../diagnostics/codes";
import { type Finding, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { quantityToNumber } from "../../../domain/cluster/quantity";
import type { Rule } from "../../check/rule";

const containerDefaultsFitTheQuota: Rule = function* ({ cluster }) {
  for (const [name, { quota, containerDefaults }] of Object.entries(cluster?.namespaces ?? {})) {
    const at = (...rest: Path): Path => ["cluster", "namespaces", name, ...rest];
    for (const resource of ["cpu", "memory"] as const) {
      const [request, limit] = [`${resource}Request`, `${resource}Limit`] as const;
      yield* atMost(
        { path: at("containerDefaults", request), quantity: containerDefaults[request] },
        { path: at("containerDefaults", limit), quantity: containerDefaults[limit] },
        {
          code: "cluster/default-request-above-limit",
          message: `\`${request}\` is greater than \`${limit}\`. The API server refuses such a LimitRange.`,
        },
      );
      yield* atMost(
        { path: at("containerDefaults", limit), quantity: containerDefaults[limit] },
        { path: at("quota", resource), quantity: quota[resource] },
        {
          code: "cluster/default-limit-above-quota",
          message: `\`${limit}\` of one container is greater than the quota of the whole namespace.`,
        },
      );
    }
  }
};

/** Kubernetes does not know which groups exist, so it does not report a misspelt one. */
const teamsHaveMembers: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const entries = [...Object.values(cluster.access), ...Object.values(cluster.accessRoles)];
  const known = new Set(entries.flatMap(({ kubernetesGroups }) => kubernetesGroups));
  for (const [namespace, { teams }] of Object.entries(cluster.namespaces)) {
    for (const team of Object.keys(teams)) {
      if (known.has(team)) continue;
      yield {
        code: "cluster/team-without-members",
        path: ["cluster", "namespaces", namespace, "teams", team],
        message: "The team has no members: no access entry is in this Kubernetes group.",
        allowed: "a group of kubernetesGroups in cluster.access or cluster.accessRoles",
        warning: true,
      };
    }
  }
};

interface Amount {
  readonly path: Path;
  readonly quantity: string;
}

interface Excess {
  readonly code: FindingCode;
  readonly message: string;
}

function* atMost(amount: Amount, bound: Amount, excess: Excess): Iterable<Finding> {
  if (quantityToNumber(amount.quantity) <= quantityToNumber(bound.quantity)) return;
  yield {
    ...excess,
    path: amount.path,
    because: [bound.path],
    allowed: "request <= limit <= quota",
    fix: [set(amount.path, bound.quantity)],
  };
}

export const namespacesRules: readonly Rule[] = [containerDefaultsFitTheQuota, teamsHaveMembers];
