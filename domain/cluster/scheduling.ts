/** A taint of nodes, as the EKS API spells it. */
export interface Taint {
  readonly key: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

/** A toleration with operator `Exists`. An omitted key matches every key, an omitted effect every effect. */
export interface Toleration {
  readonly key?: string;
  readonly effect?: Taint["effect"];
}

/** The pods of one workload of a component. */
export interface ComponentPods {
  readonly workload: string;
  /** A DaemonSet runs on each node that it tolerates, and is healthy without any. */
  readonly isDaemonSet: boolean;
  readonly tolerations: readonly Toleration[];
}

/** Tolerates the taint of nodes that are reserved for the cluster's own pods. */
export const SYSTEM: Toleration = { key: "CriticalAddonsOnly" };

/** {@link SYSTEM} as a pod spec writes it; the platform sets it on components that do not tolerate the taint by default. */
export const ON_SYSTEM_NODES = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

const EVERY_TAINT: readonly Toleration[] = [{}];

export function daemonSet(workload: string, tolerations = EVERY_TAINT): ComponentPods {
  return { workload, isDaemonSet: true, tolerations };
}

export function deployment(workload: string, ...tolerations: readonly Toleration[]): ComponentPods {
  return { workload, isDaemonSet: false, tolerations };
}

/** The first workload whose pods run on none of the nodes; undefined when each has a node. */
export function workloadWithoutNode(
  pods: readonly ComponentPods[],
  taintsOfNodes: readonly (readonly Taint[])[],
): string | undefined {
  return pods
    .filter(({ isDaemonSet }) => !isDaemonSet)
    .find(({ tolerations }) => !taintsOfNodes.some((taints) => taints.every((taint) => tolerates(tolerations, taint))))
    ?.workload;
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/; PreferNoSchedule excludes no pod. */
function tolerates(tolerations: readonly Toleration[], { key, effect }: Taint): boolean {
  if (effect === "PREFER_NO_SCHEDULE") return true;
  return tolerations.some(
    (toleration) =>
      (toleration.key === undefined || toleration.key === key) &&
      (toleration.effect === undefined || toleration.effect === effect),
  );
}
