import type { NodeTaint } from "../compute/compute-args";
import type { NodePoolArgs } from "./karpenter-args";

/** Effects as Kubernetes spells them; EKS uses capitals. */
const EFFECTS: Readonly<Record<NodeTaint["effect"], string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/**
 * Spec of a NodePool: requirements, limits and disruption of its nodes. Expiry ignores disruption budgets; everything else
 * respects them. https://karpenter.sh/docs/concepts/nodepools/
 */
export function nodePoolSpec(name: string, pool: NodePoolArgs): NodePoolSpec {
  return {
    template: {
      metadata: { labels: { ...pool.labels } },
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name },
        requirements: [
          { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
          { key: "kubernetes.io/arch", operator: "In", values: [...pool.architectures] },
          { key: "karpenter.sh/capacity-type", operator: "In", values: [...pool.capacityTypes] },
          ...pool.requirements.map(({ key, operator, values }) => ({ key, operator, values: [...values] })),
        ],
        // An empty value means no value, for which the CRD expects no key.
        taints: pool.taints.map(({ key, value, effect }) => ({
          key,
          ...(value === undefined || value === "" ? {} : { value }),
          effect: EFFECTS[effect],
        })),
        expireAfter: pool.expireAfter,
        terminationGracePeriod: pool.terminationGracePeriod,
      },
    },
    limits: { cpu: String(pool.limits.cpu), memory: pool.limits.memory },
    disruption: {
      consolidationPolicy: pool.consolidationPolicy,
      consolidateAfter: pool.consolidateAfter,
      budgets: pool.disruptionBudgets.map((budget) => ({ ...budget })),
    },
    ...(pool.weight === undefined ? {} : { weight: pool.weight }),
  };
}

interface NodePoolSpec {
  readonly template: {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly spec: {
      readonly nodeClassRef: { readonly group: string; readonly kind: string; readonly name: string };
      readonly requirements: { readonly key: string; readonly operator: string; readonly values: string[] }[];
      readonly taints: { readonly key: string; readonly value?: string; readonly effect: string }[];
      readonly expireAfter: string;
      readonly terminationGracePeriod: string;
    };
  };
  readonly limits: { readonly cpu: string; readonly memory: string };
  readonly disruption: {
    readonly consolidationPolicy: string;
    readonly consolidateAfter: string;
    readonly budgets: { readonly nodes: string; readonly schedule?: string; readonly duration?: string }[];
  };
  readonly weight?: number;
}
