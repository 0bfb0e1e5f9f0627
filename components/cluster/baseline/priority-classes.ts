import type { Provider } from "@pulumi/kubernetes/provider";
import * as scheduling from "@pulumi/kubernetes/scheduling/v1";

import type { ClusterScope } from "../scope";

/** Kubernetes never changes these two of a class that exists. */
interface Priority {
  readonly value: number;
  readonly preemptionPolicy: "PreemptLowerPriority" | "Never";
  readonly description: string;
}

/**
 * Pods without a class have 0, so no class is the default: one that is would also rank the pods of every chart.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
const PRIORITIES: Readonly<Record<string, Priority>> = {
  "platform-critical": {
    value: 1_000_000,
    preemptionPolicy: "PreemptLowerPriority",
    description: "For what other workloads stop working without. Takes the place of lesser pods when nodes are full.",
  },
  batch: {
    // The lowest for which the Cluster Autoscaler still starts nodes: what is below it counts as expendable.
    value: -10,
    preemptionPolicy: "Never",
    description: "For jobs that can wait. First to give way, and never at the cost of others.",
  },
};

/** @returns what must be there before the first pod that names one */
export function createPriorityClasses(
  { parent, name }: ClusterScope,
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
