/** An object in the cluster, as far as draining looks at it. */
export interface ClusterObject {
  /** Plural name with its group, as kubectl takes it. */
  readonly resource: string;
  /** Absent for what belongs to no namespace. */
  readonly namespace?: string;
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The Kubernetes API, as far as draining needs it. */
export interface ClusterApi {
  /** All namespaces; nothing for a resource that the cluster does not know. */
  list(resource: string): Promise<readonly ClusterObject[]>;
  /** Asks for the deletion and does not wait: finalizers hold the object until its controller has cleaned up. */
  delete(object: ClusterObject): Promise<void>;
}

interface Choice {
  readonly resource: string;
  readonly chosen: (object: ClusterObject) => boolean;
}

export interface DrainStep {
  /** What stands at AWS for these objects. */
  readonly title: string;
  readonly deletes: readonly Choice[];
  /** What has to be gone before the next step; the deleted objects themselves when absent. */
  readonly awaits?: readonly Choice[];
}

/** What a step would delete. */
export interface Found {
  readonly step: DrainStep;
  readonly objects: readonly ClusterObject[];
}

const every = (resource: string): Choice => ({ resource, chosen: () => true });

/**
 * What controllers made at AWS, by the objects that they made it for. Load balancers first, so that nothing arrives
 * any more; then volumes, while nodes are there to detach them from; then nodes, while nothing brings new pods.
 * The managed node groups and the controllers on them stay: they do the work, and the stack's own destroy takes them.
 */
export const DRAIN: readonly DrainStep[] = [
  {
    title: "load balancers",
    deletes: [
      every("ingresses.networking.k8s.io"),
      every("gateways.gateway.networking.k8s.io"),
      { resource: "services", chosen: ({ spec }) => spec["type"] === "LoadBalancer" },
    ],
  },
  {
    title: "volumes",
    // A claim stays as long as a pod uses it: https://kubernetes.io/docs/concepts/storage/persistent-volumes/
    deletes: [
      ...["deployments.apps", "statefulsets.apps", "daemonsets.apps", "cronjobs.batch", "jobs.batch", "pods"].map(
        (resource) => ({ resource, chosen: usesClaims }),
      ),
      every("persistentvolumeclaims"),
    ],
    // A retained volume is kept on purpose, and stays.
    awaits: [
      every("persistentvolumeclaims"),
      {
        resource: "persistentvolumes",
        chosen: ({ spec }) => spec["persistentVolumeReclaimPolicy"] === "Delete" && spec["claimRef"] !== undefined,
      },
    ],
  },
  {
    title: "nodes of Karpenter",
    deletes: [every("nodepools.karpenter.sh")],
    awaits: [every("nodepools.karpenter.sh"), every("nodeclaims.karpenter.sh")],
  },
];

/** What each step would delete now; steps with nothing to do are left out. */
export async function findUndrained(cluster: ClusterApi): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const step of DRAIN) {
    const objects = await select(cluster, step.deletes);
    if (objects.length > 0) found.push({ step, objects });
  }
  return found;
}

export interface Patience {
  readonly pause: () => Promise<void>;
  /** How often to look again before giving up on a step. */
  readonly looks: number;
}

/**
 * Takes one step, and waits until nothing is left of it.
 *
 * @returns what is still there when patience is at its end: empty is success
 */
export async function drain(
  cluster: ClusterApi,
  { step, objects }: Found,
  { pause, looks }: Patience,
): Promise<readonly ClusterObject[]> {
  for (const object of objects) await cluster.delete(object);
  let left = await select(cluster, step.awaits ?? step.deletes);
  for (let look = 0; look < looks && left.length > 0; look += 1) {
    await pause();
    left = await select(cluster, step.awaits ?? step.deletes);
  }
  return left;
}

export function describe({ resource, namespace, name }: ClusterObject): string {
  const [kind = resource] = resource.split(".");
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

async function select(cluster: ClusterApi, choices: readonly Choice[]): Promise<readonly ClusterObject[]> {
  const lists = await Promise.all(
    choices.map(async ({ resource, chosen }) => (await cluster.list(resource)).filter(chosen)),
  );
  return lists.flat();
}

/** Whether pods of this object mount claims, by its template or a StatefulSet's own. */
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
