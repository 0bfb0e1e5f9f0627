import { type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { ReadableParts, Rule } from "../../check/rule";

type Taint = NonNullable<ReadableParts["cluster"]>["nodeGroups"][string]["taints"][number];

/**
 * A node has each pair of key and effect once: its kubelet could not register it, and Karpenter leaves the pool not Ready.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go (validateNodeTaints)
 */
const taintsAreDistinct: Rule = function* ({ cluster }) {
  for (const [key, { taints }] of Object.entries(cluster?.nodeGroups ?? {})) {
    yield* repeated(taints, ["cluster", "nodeGroups", key, "taints"]);
  }
  for (const [key, { taints }] of Object.entries(cluster?.karpenter?.nodePools ?? {})) {
    yield* repeated(taints, ["cluster", "karpenter", "nodePools", key, "taints"]);
  }
};

function* repeated(taints: readonly Taint[], path: Path): Iterable<Finding> {
  for (const [index, { key, effect }] of taints.entries()) {
    const first = taints.findIndex((taint) => taint.key === key && taint.effect === effect);
    if (first === index) continue;
    yield {
      path: [...path, index],
      message: "A node has one taint of each key and effect, and this is the second.",
      because: [[...path, first]],
      allowed: "another key or effect",
      fix: [remove([...path, index])],
    };
  }
}

export const taintsRules: readonly Rule[] = [taintsAreDistinct];
