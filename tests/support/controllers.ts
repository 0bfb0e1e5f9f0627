import { Cloud, type CloudScope } from "../../sandbox/cloud";
import type { World, WorldObject } from "../../sandbox/world";
import type { ClusterApi, ClusterObject } from "../../tools/destroy/drain";
import type { TaggedResource } from "../../tools/leftovers/leftovers";

const SUBNET = "aws:ec2/subnet:Subnet";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const INSTANCE = "aws:ec2/instance:Instance";
const VOLUME = "aws:ebs/volume:Volume";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/**
 * A cluster with workloads, and controllers that create AWS resources for them: a Service with a load balancer, a
 * StatefulSet with a volume, and a node of Karpenter. Pulumi's state contains none of them, and a deleted object exists
 * until its controller has deleted its resources.
 */
export class Controllers implements ClusterApi {
  readonly #cloud: Cloud;
  readonly #scope: CloudScope;
  readonly #objects = new Map<ClusterObject, readonly WorldObject[]>();
  readonly #doomed = new Set<ClusterObject>();
  /** The deleted objects, in order. */
  readonly deleted: string[] = [];

  constructor(
    private readonly world: World,
    private readonly clusterName: string,
  ) {
    this.#cloud = new Cloud(world);
    const [subnet] = world.ofType(SUBNET);
    if (subnet === undefined) throw new Error("there is no subnet for controllers to work in");
    this.#scope = { region: subnet.region, accountId: subnet.accountId, defaultTags: {} };
    const vpcId = subnet.state["vpcId"];
    const inVpc = world.ofType(SUBNET, { vpcId }).map(({ id }) => id);

    const group = this.#make(SECURITY_GROUP, "k8s-shop-web", { vpcId, name: "k8s-shop-web" }, [
      "elbv2.k8s.aws/cluster",
    ]);
    const balancer = this.#make(
      LOAD_BALANCER,
      "k8s-shop-web",
      { name: "k8s-shop-web", subnets: inVpc.slice(0, 2), securityGroups: [group.id], internal: false },
      ["elbv2.k8s.aws/cluster"],
    );
    const instance = this.#make(INSTANCE, "node", { subnetId: subnet.id }, [
      "eks:eks-cluster-name",
      `kubernetes.io/cluster/${clusterName}`,
    ]);
    const card = this.#make(NETWORK_INTERFACE, "pods", { subnetId: subnet.id, attachedTo: instance.id }, [
      "cluster.k8s.amazonaws.com/name",
    ]);
    const volume = this.#make(VOLUME, "pvc-1", { size: 20, attachedTo: instance.id }, [
      `kubernetes.io/cluster/${clusterName}`,
    ]);

    this.#add({ resource: "services", namespace: "shop", name: "web", spec: { type: "LoadBalancer" } }, [
      balancer,
      group,
    ]);
    this.#add({ resource: "services", namespace: "shop", name: "database", spec: { type: "ClusterIP" } });
    this.#add({
      resource: "statefulsets.apps",
      namespace: "shop",
      name: "database",
      spec: { volumeClaimTemplates: [{}] },
    });
    this.#add({ resource: "persistentvolumeclaims", namespace: "shop", name: "data-database-0", spec: {} });
    this.#add({ resource: "persistentvolumes", name: "pvc-1", spec: reclaimed("Delete") }, [volume]);
    this.#add({ resource: "persistentvolumes", name: "pvc-kept", spec: reclaimed("Retain") });
    this.#add({ resource: "nodepools.karpenter.sh", name: "general", spec: {} });
    this.#add({ resource: "nodeclaims.karpenter.sh", name: "general-1", spec: {} }, [instance, card]);
  }

  /** Before each list, the controllers make progress. */
  list(resource: string): Promise<readonly ClusterObject[]> {
    this.#reconcile();
    return Promise.resolve([...this.#objects.keys()].filter((object) => object.resource === resource));
  }

  delete(object: ClusterObject): Promise<void> {
    this.deleted.push(`${object.resource} ${object.name}`);
    this.#doomed.add(object);
    return Promise.resolve();
  }

  /** The result of the Resource Groups Tagging API: all resources with tags. */
  tagged(): readonly TaggedResource[] {
    return this.world.objects.flatMap(({ state }) => {
      const tags = Object.entries((state["tagsAll"] ?? state["tags"] ?? {}) as Record<string, string>);
      if (typeof state["arn"] !== "string" || tags.length === 0) return [];
      return [{ ResourceARN: state["arn"], Tags: tags.map(([Key, Value]) => ({ Key, Value })) }];
    });
  }

  #reconcile(): void {
    const is = (resource: string): ClusterObject[] =>
      [...this.#objects.keys()].filter((object) => object.resource === resource);
    // Kubernetes deletes objects whose owner is deleted.
    if (is("persistentvolumeclaims").length === 0) {
      for (const volume of is("persistentvolumes")) {
        if (volume.spec["persistentVolumeReclaimPolicy"] === "Delete") this.#doomed.add(volume);
      }
    }
    if (is("nodepools.karpenter.sh").every((pool) => this.#doomed.has(pool))) {
      for (const claim of is("nodeclaims.karpenter.sh")) this.#doomed.add(claim);
    }
    for (const object of this.#doomed) {
      // A claim exists while a pod uses it, a pool while it has nodes.
      if (object.resource === "persistentvolumeclaims" && is("statefulsets.apps").length > 0) continue;
      if (object.resource === "nodepools.karpenter.sh" && is("nodeclaims.karpenter.sh").length > 0) continue;
      for (const { type, id } of this.#objects.get(object) ?? []) {
        if (type === VOLUME) this.world.drift(type, id, { attachedTo: undefined });
        this.#cloud.delete(type, id);
      }
      this.#objects.delete(object);
      this.#doomed.delete(object);
    }
  }

  #make(type: string, name: string, inputs: Record<string, unknown>, keys: readonly string[]): WorldObject {
    const tags = Object.fromEntries(
      keys.map((key) => [key, key.startsWith("kubernetes.io/") ? "owned" : this.clusterName]),
    );
    return this.#cloud.create(type, name, { ...inputs, tags }, this.#scope);
  }

  #add(object: ClusterObject, made: readonly WorldObject[] = []): void {
    this.#objects.set(object, made);
  }
}

function reclaimed(policy: "Delete" | "Retain"): ClusterObject["spec"] {
  return { persistentVolumeReclaimPolicy: policy, claimRef: {} };
}
