/** The fields of a Kubernetes object that draining reads. */
export interface ClusterObject {
  /** Plural resource name with its API group, e.g. `ingresses.networking.k8s.io`. */
  readonly resource: string;
  /** Omitted for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The operations of the Kubernetes API that draining uses. */
export interface ClusterApi {
  /** Lists the objects of all namespaces; returns an empty list if the cluster does not have the resource type. */
  list(resource: string): Promise<readonly ClusterObject[]>;
  /** Requests the deletion without waiting for it: finalizers keep the object until its controller has cleaned up. */
  delete(object: ClusterObject): Promise<void>;
}

interface Selector {
  readonly resource: string;
  readonly matches: (object: ClusterObject) => boolean;
}

interface DrainStep {
  /** The AWS resources that controllers created for the objects. */
  readonly title: string;
  readonly deletes: readonly Selector[];
  /** Objects that must no longer exist before the next step starts; by default, those of `deletes`. */
  readonly awaits?: readonly Selector[];
}

/** A step and the objects that it deletes. */
export interface PendingStep {
  readonly step: DrainStep;
  readonly objects: readonly ClusterObject[];
}

const every = (resource: string): Selector => ({ resource, matches: () => true });

/**
 * The steps that delete objects for which controllers created AWS resources. Load balancers come first, which stops
 * incoming traffic; then volumes, while nodes still run that detach them; then nodes, after workloads with volumes are
 * deleted. Managed node groups and the controllers on them remain, because controllers delete the AWS resources; the
 * destroy of the stack deletes them.
 */
const DRAIN: readonly DrainStep[] = [
  {
    title: "load balancers",
    deletes: [
      every("ingresses.networking.k8s.io"),
      every("gateways.gateway.networking.k8s.io"),
      { resource: "services", matches: ({ spec }) => spec["type"] === "LoadBalancer" },
    ],
  },
  {
    title: "volumes",
    // Kubernetes does not delete a claim while a pod uses it: https://kubernetes.io/docs/concepts/storage/persistent-volumes/
    deletes: [
      ...["deployments.apps", "statefulsets.apps", "daemonsets.apps", "cronjobs.batch", "jobs.batch", "pods"].map(
        (resource) => ({ resource, matches: usesClaims }),
      ),
      every("persistentvolumeclaims"),
    ],
    // Volumes with the reclaim policy Retain are kept.
    awaits: [
      every("persistentvolumeclaims"),
      {
        resource: "persistentvolumes",
        matches: ({ spec }) => spec["persistentVolumeReclaimPolicy"] === "Delete" && spec["claimRef"] !== undefined,
      },
    ],
  },
  {
    title: "nodes of Karpenter",
    deletes: [every("nodepools.karpenter.sh")],
    awaits: [every("nodepools.karpenter.sh"), every("nodeclaims.karpenter.sh")],
  },
];

/** Returns the steps that have objects to delete. */
export async function findPendingSteps(cluster: ClusterApi): Promise<readonly PendingStep[]> {
  const pending: PendingStep[] = [];
  for (const step of DRAIN) {
    const objects = await select(cluster, step.deletes);
    if (objects.length > 0) pending.push({ step, objects });
  }
  return pending;
}

/** How long to wait for the deletions of a step. */
export interface Polling {
  readonly pause: () => Promise<void>;
  /** Number of checks before a step fails. */
  readonly maxChecks: number;
}

/**
 * Runs one step, and waits until its objects no longer exist.
 *
 * @returns the objects that still exist after the last check; an empty list means success
 */
export async function drain(
  cluster: ClusterApi,
  { step, objects }: PendingStep,
  { pause, maxChecks }: Polling,
): Promise<readonly ClusterObject[]> {
  for (const object of objects) await cluster.delete(object);
  let remaining = await select(cluster, step.awaits ?? step.deletes);
  for (let check = 0; check < maxChecks && remaining.length > 0; check += 1) {
    await pause();
    remaining = await select(cluster, step.awaits ?? step.deletes);
  }
  return remaining;
}

export function describe({ resource, namespace, name }: ClusterObject): string {
  const [kind = resource] = resource.split(".");
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

async function select(cluster: ClusterApi, selectors: readonly Selector[]): Promise<readonly ClusterObject[]> {
  const lists = await Promise.all(
    selectors.map(async ({ resource, matches }) => (await cluster.list(resource)).filter(matches)),
  );
  return lists.flat();
}

/** Whether pods of this object mount PersistentVolumeClaims, through their volumes or a StatefulSet's `volumeClaimTemplates`. */
function usesClaims({ spec }: ClusterObject): boolean {
  const podSpec = at(spec, "jobTemplate", "spec", "template", "spec") ?? at(spec, "template", "spec") ?? spec;
  const volumes = at(podSpec, "volumes");
  const mounts = Array.isArray(volumes) && volumes.some((volume) => at(volume, "persistentVolumeClaim") !== undefined);
  return mounts || spec["volumeClaimTemplates"] !== undefined;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}
