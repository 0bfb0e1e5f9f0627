import { type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { ReadableParts, Rule } from "../../check/rule";

type Taint = NonNullable<ReadableParts["cluster"]>["nodeGroups"][string]["taints"][number];

/**
 * A node can have each pair of key and effect once. A kubelet cannot register a node with two, and Karpenter leaves such a
 * pool not Ready.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go (validateNodeTaints)
 */
const taintsAreDistinct: Rule = function* ({ cluster }) {
  for (const [key, { taints }] of Object.entries(cluster?.nodeGroups ?? {})) {
    yield* duplicateTaints(taints, ["cluster", "nodeGroups", key, "taints"]);
  }
  for (const [key, { taints }] of Object.entries(cluster?.karpenter?.nodePools ?? {})) {
    yield* duplicateTaints(taints, ["cluster", "karpenter", "nodePools", key, "taints"]);
  }
};

function* duplicateTaints(taints: readonly Taint[], path: Path): Iterable<Finding> {
  for (const [index, { key, effect }] of taints.entries()) {
    const first = taints.findIndex((taint) => taint.key === key && taint.effect === effect);
    if (first === index) continue;
    yield {
      code: "cluster/duplicate-taint",
      path: [...path, index],
      message: "An earlier taint has the same key and effect, and a node can have only one such taint.",
      because: [[...path, first]],
      allowed: "another key or effect",
      fix: [remove([...path, index])],
    };
  }
}

export const taintsRules: readonly Rule[] = [taintsAreDistinct];
