import type { World, WorldObject } from "../../sandbox";

/** Which objects of one kind carry the platform's tags. */
export interface TagReach {
  readonly place: string;
  readonly total: number;
  /** Objects without all required keys, and the keys that they lack. */
  readonly missing: readonly { readonly name: string; readonly keys: readonly string[] }[];
}

interface Tagged {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Checks every kind of object that must carry the tags: those with the provider's default tags, and those tagged by other means. */
export function tagReach(world: World, required: readonly string[]): readonly TagReach[] {
  return [
    reach(
      "taggable AWS resources",
      required,
      world.objects.filter((object) => isRecord(object.state["tagsAll"])).map(allTags),
    ),
    reach(
      "instances, volumes and network interfaces of launch templates",
      required,
      world.ofType("aws:ec2/launchTemplate:LaunchTemplate").flatMap(launchTemplateTags),
    ),
    reach(
      "nodes of Karpenter's pools",
      required,
      world.ofType("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass").map(nodeClassTags),
    ),
    reach("nodes of Auto Mode", required, world.ofType("kubernetes:eks.amazonaws.com/v1:NodeClass").map(nodeClassTags)),
    reach("Auto Scaling groups of node groups", required, autoScalingGroupTags(world)),
    reach(
      "volumes of StorageClasses",
      required,
      world.ofType("kubernetes:storage.k8s.io/v1:StorageClass").map(volumeTags),
    ),
    reach(
      "snapshots of VolumeSnapshotClasses",
      required,
      world.ofType("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass").map(volumeTags),
    ),
    reach(
      "load balancers of the controller",
      required,
      world.ofType("kubernetes:helm.sh/v3:Release", { name: "aws-load-balancer-controller" }).map(loadBalancerTags),
    ),
  ].filter(({ total }) => total > 0);
}

function reach(place: string, required: readonly string[], tagged: readonly Tagged[]): TagReach {
  const missing = tagged.map(({ name, keys }) => ({ name, keys: required.filter((key) => !keys.includes(key)) }));
  return { place, total: tagged.length, missing: missing.filter(({ keys }) => keys.length > 0) };
}

function allTags({ name, state }: WorldObject): Tagged {
  return { name, keys: keysOf(state["tagsAll"]) };
}

function launchTemplateTags({ name, state }: WorldObject): readonly Tagged[] {
  const specifications = Array.isArray(state["tagSpecifications"]) ? (state["tagSpecifications"] as unknown[]) : [];
  return ["instance", "volume", "network-interface"].map((resourceType) => {
    const found = specifications.find((entry) => isRecord(entry) && entry["resourceType"] === resourceType);
    return { name: `${name} (${resourceType})`, keys: isRecord(found) ? keysOf(found["tags"]) : [] };
  });
}

/** Karpenter and EKS Auto Mode tag every object of a node: instance, volumes, network interfaces, launch template and Spot request. */
function nodeClassTags({ name, state }: WorldObject): Tagged {
  return { name, keys: isRecord(state["spec"]) ? keysOf(state["spec"]["tags"]) : [] };
}

function autoScalingGroupTags(world: World): readonly Tagged[] {
  const tags = world.ofType("aws:autoscaling/tag:Tag");
  return world.ofType("aws:eks/nodeGroup:NodeGroup").map(({ name, state }) => {
    const groupNames = JSON.stringify(state["resources"] ?? []);
    const own = tags.filter(({ state: tag }) => groupNames.includes(`"${String(tag["autoscalingGroupName"])}"`));
    return { name, keys: own.flatMap(({ state: tag }) => (isRecord(tag["tag"]) ? [String(tag["tag"]["key"])] : [])) };
  });
}

function volumeTags({ name, state }: WorldObject): Tagged {
  const parameters = isRecord(state["parameters"]) ? Object.entries(state["parameters"]) : [];
  const pairs = parameters.filter(([key]) => key.startsWith("tagSpecification_")).map(([, value]) => String(value));
  return { name, keys: pairs.map((pair) => pair.split("=")[0] ?? "") };
}

function loadBalancerTags({ name, state }: WorldObject): Tagged {
  return { name, keys: isRecord(state["values"]) ? keysOf(state["values"]["defaultTags"]) : [] };
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
