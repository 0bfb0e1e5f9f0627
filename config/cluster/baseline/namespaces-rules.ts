import { type Finding, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { quantityToNumber } from "../../../domain/cluster/quantity";
import type { Rule } from "../../check/rule";

/** A container that states nothing gets the defaults; they must be possible in themselves and within the quota. */
const containerDefaultsAreUsable: Rule = function* ({ cluster }) {
  for (const [name, { quota, containerDefaults }] of Object.entries(cluster?.namespaces ?? {})) {
    const at = (...rest: Path): Path => ["cluster", "namespaces", name, ...rest];
    for (const resource of ["cpu", "memory"] as const) {
      const [request, limit] = [`${resource}Request`, `${resource}Limit`] as const;
      yield* atMost(
        { path: at("containerDefaults", request), quantity: containerDefaults[request] },
        { path: at("containerDefaults", limit), quantity: containerDefaults[limit] },
        "More than the limit.",
      );
      yield* atMost(
        { path: at("containerDefaults", limit), quantity: containerDefaults[limit] },
        { path: at("quota", resource), quantity: quota[resource] },
        "More than the quota of the whole namespace.",
      );
    }
  }
};

/** A group is a mere name to Kubernetes, so a misspelt one would be empty for ever. */
const teamsHaveMembers: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const entries = [...Object.values(cluster.access), ...Object.values(cluster.accessRoles)];
  const known = new Set(entries.flatMap(({ kubernetesGroups }) => kubernetesGroups));
  for (const [namespace, { teams }] of Object.entries(cluster.namespaces)) {
    for (const team of Object.keys(teams)) {
      if (known.has(team)) continue;
      yield {
        path: ["cluster", "namespaces", namespace, "teams", team],
        message: "No access entry puts anyone into this group.",
        allowed: "a group in kubernetesGroups of cluster.access or cluster.accessRoles",
        warning: true,
      };
    }
  }
};

interface Amount {
  readonly path: Path;
  readonly quantity: string;
}

function* atMost(amount: Amount, bound: Amount, message: string): Iterable<Finding> {
  if (quantityToNumber(amount.quantity) <= quantityToNumber(bound.quantity)) return;
  yield {
    path: amount.path,
    message,
    because: [bound.path],
    allowed: "request <= limit <= quota",
    fix: [set(amount.path, bound.quantity)],
  };
}

export const namespacesRules: readonly Rule[] = [containerDefaultsAreUsable, teamsHaveMembers];
