import type { Provider } from "@pulumi/kubernetes/provider";
import * as scheduling from "@pulumi/kubernetes/scheduling/v1";

import type { ClusterScope } from "../scope";

/** `value` and `preemptionPolicy` are immutable. */
interface Priority {
  readonly value: number;
  readonly preemptionPolicy: "PreemptLowerPriority" | "Never";
  readonly description: string;
}

/**
 * No class is the default, which would also apply to the pods of every chart: pods without a class have priority 0.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
const PRIORITIES: Readonly<Record<string, Priority>> = {
  "platform-critical": {
    value: 1_000_000,
    preemptionPolicy: "PreemptLowerPriority",
    description: "For what other workloads stop working without. Takes the place of lesser pods when nodes are full.",
  },
  batch: {
    // The lowest priority for which the Cluster Autoscaler adds nodes; pods below it are expendable.
    value: -10,
    preemptionPolicy: "Never",
    description: "For jobs that can wait. First to give way, and never at the cost of others.",
  },
};

/** @returns classes, which must exist before the first pod that uses one */
export function createPriorityClasses(
  { parent, name }: Pick<ClusterScope, "parent" | "name">,
  provider: Provider,
): readonly scheduling.PriorityClass[] {
  return Object.entries(PRIORITIES).map(
    ([className, priority]) =>
      new scheduling.PriorityClass(
        `${name}-priority-${className}`,
        { metadata: { name: className }, ...priority },
        { parent, provider },
      ),
  );
}
