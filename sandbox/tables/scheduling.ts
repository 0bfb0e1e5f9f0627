import { isRecord } from "../property-diff";
import type { World } from "../world";
import { runsAutoMode } from "./eks-auto-mode";
import type { Props } from "../props";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** Kubernetes names of taint effects, by their EKS names. */
const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/**
 * Why pods stay Pending: every node of this world, and every node that Karpenter could launch, has a taint that they do not
 * tolerate. Returns undefined if the cluster gets nodes in another way.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export function pendingPods(tolerations: unknown, world: World, clusterName?: unknown): string | undefined {
  const groups = world.ofType(NODE_GROUP, clusterName === undefined ? {} : { clusterName });
  if (groups.length === 0 || runsAutoMode(world, clusterName)) return undefined;
  const nodes = groups.filter(({ inputs }) => record(inputs["scalingConfig"])["desiredSize"] !== 0);
  const taintsOfNodes = [...nodes.map(({ inputs }) => records(inputs["taints"])), ...taintsOfPools(world)];
  const tolerated = records(tolerations);
  if (taintsOfNodes.some((taints) => taints.every((taint) => isTolerated(taint, tolerated)))) return undefined;
  const [taint] = taintsOfNodes.flat().filter((each) => !isTolerated(each, tolerated));
  return taint === undefined
    ? "0/0 nodes are available: no node group has nodes"
    : `0/${taintsOfNodes.length} nodes are available: untolerated taint {${shown(taint["key"])}: ${shown(taint["value"])}}`;
}

function taintsOfPools(world: World): (readonly Props[])[] {
  return world.ofType("kubernetes:karpenter.sh/v1:NodePool").map(({ inputs }) => {
    const template = record(record(inputs["spec"])["template"]);
    return records(record(template["spec"])["taints"]);
  });
}

function isTolerated(taint: Props, tolerations: readonly Props[]): boolean {
  const effect = EFFECTS[String(taint["effect"])] ?? taint["effect"];
  if (effect === "PreferNoSchedule") return true;
  return tolerations.some(
    (toleration) =>
      [undefined, effect].includes(toleration["effect"]) &&
      (toleration["key"] === undefined || toleration["key"] === taint["key"]) &&
      (toleration["operator"] === "Exists" || (toleration["value"] ?? "") === (taint["value"] ?? "")),
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

function records(value: unknown): readonly Props[] {
  return Array.isArray(value) ? value.map(record) : [];
}
