import { STOPPABLE_KINDS } from "../../../../domain/waste/kinds";
import { refusalOf, type StopContext } from "../../../../domain/waste/stops";
import type { Resource } from "../../../../domain/waste/resources";
import {
  ADDRESS,
  BUCKET,
  daysAgo,
  IMAGE,
  INSTANCE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  OBJECTS,
  SECRET,
  SNAPSHOT,
  STACK,
  STACK_TAGS,
  VOLUME,
  waste,
} from "./fixture";

const ALLOWED: StopContext = { stack: STACK, allowed: STOPPABLE_KINDS, identities: new Set(), hasCluster: true };
const IDLE_INSTANCE: Resource = { ...INSTANCE, dailyCpu: [1, 1, 1, 1, 1, 1, 1] };
const UNUSED_VOLUME: Resource = { ...VOLUME, isAttached: false };
const STOPPABLE: readonly Resource[] = [
  IDLE_INSTANCE,
  UNUSED_VOLUME,
  { ...ADDRESS, isAttached: false },
  { ...LOAD_BALANCER, targets: 0 },
  NETWORK_INTERFACE,
];

function refusal(resource: Resource, changes: Partial<StopContext> = {}): string | undefined {
  const [found] = waste([resource]);
  if (found === undefined) throw new Error("The resource is no waste.");
  return refusalOf(found, { ...ALLOWED, ...changes });
}

describe("a stop or deletion of waste", () => {
  it.each(STOPPABLE.map((resource) => ({ type: resource.type, resource })))(
    "is allowed for the $type that the configuration lists, and refused otherwise",
    ({ resource }) => {
      expect(refusal(resource)).toBeUndefined();
      expect(refusal(resource, { allowed: [] })).toContain("`budgets.waste.stop` does not list");
    },
  );

  it.each(STOPPABLE.map((resource) => ({ type: resource.type, resource })))(
    "is refused for the $type without every tag of the stack",
    ({ resource }) => {
      const clusterOnly = { "kubernetes.io/cluster/shop-dev": "owned" };
      for (const tags of [{}, { TEMP: "yes" }, clusterOnly]) {
        expect(refusal({ ...resource, tags }, { hasCluster: false })).toBe("it does not have the tags of the stack");
      }
    },
  );

  it.each<[string, Resource]>([
    ["snapshots", { ...SNAPSHOT, created: daysAgo(400) }],
    ["images", { ...IMAGE, created: daysAgo(400) }],
    ["buckets", { ...BUCKET, days: Array.from({ length: 31 }, () => ({ objects: 1, bytes: 1 })) }],
    ["objects", { ...OBJECTS, count: 1 }],
    ["secrets", { ...SECRET, rotatesEveryDays: 1 }],
    ["temporary resources", { ...VOLUME, tags: { ...STACK_TAGS, TEMP: "" } }],
  ])("is never allowed for %s", (_, resource) => {
    expect(refusal(resource)).toBe("it is only reported");
  });

  it("is refused for what Pulumi manages, by ID and by ARN", () => {
    expect(refusal(UNUSED_VOLUME, { identities: new Set(["vol-1"]) })).toContain("Pulumi manages it");
    const balancer = { ...LOAD_BALANCER, targets: 0 };
    expect(refusal(balancer, { identities: new Set([balancer.id]) })).toContain("Pulumi manages it");
  });

  it.each(["aws:autoscaling:groupName", "karpenter.sh/nodepool", "eks:eks-cluster-name"])(
    "is refused for an instance with the tag %s, which something else starts again",
    (key) => {
      const node = { ...IDLE_INSTANCE, tags: { ...STACK_TAGS, [key]: "shop-dev" } };
      expect(refusal(node, { hasCluster: false })).toContain("replaces it");
    },
  );

  it("is refused for the volume of a PersistentVolume while the cluster exists, and allowed afterwards", () => {
    const tags = { ...STACK_TAGS, "kubernetes.io/created-for/pv/name": "pvc-1" };
    expect(refusal({ ...UNUSED_VOLUME, tags })).toContain("the cluster may still use it");
    expect(refusal({ ...UNUSED_VOLUME, tags }, { hasCluster: false })).toBeUndefined();
  });
});
