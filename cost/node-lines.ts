import type { PlatformConfig } from "../config";
import { type BillLine, line } from "./bill-line";
import { instancePrice, type Price, PRICES } from "./prices";

type NodeGroup = PlatformConfig["cluster"]["nodeGroups"][string];

/** Bottlerocket's system volume, whose size the AMI sets: https://github.com/bottlerocket-os/bottlerocket#default-volumes */
const BOTTLEROCKET_SYSTEM_GIB = 2;

/** Nodes at their desired number. An autoscaler may run as many as `maxSize`. */
export function nodeLines(name: string, group: NodeGroup): BillLine[] {
  const { capacityType, desiredSize } = group;
  const price = nodePrice(group);
  const spot = capacityType === "SPOT";
  return [
    ...(price === undefined
      ? []
      : [line(`nodes ${name}${spot ? ", Spot at the on-demand price" : ""}`, desiredSize, price, spot)]),
    line(`GB of node disks ${name}`, desiredSize * diskGiB(group), PRICES.gp3),
  ];
}

/** Prepared instances beside the desired number of nodes, each with its volume, and with its own price if it runs. */
export function warmPoolLines(name: string, group: NodeGroup): BillLine[] {
  const { warmPool, desiredSize, maxSize } = group;
  if (warmPool === undefined) return [];
  const { maxGroupPreparedCapacity = maxSize, minSize, poolState } = warmPool;
  const prepared = Math.max(minSize, maxGroupPreparedCapacity - desiredSize);
  if (prepared === 0) return [];
  const price = poolState === "RUNNING" ? nodePrice(group) : undefined;
  return [
    ...(price === undefined ? [] : [line(`prepared instances of ${name}`, prepared, price)]),
    line(`GB of prepared disks ${name}`, prepared * diskGiB(group), PRICES.gp3),
  ];
}

function diskGiB({ amiType, diskSizeGiB }: NodeGroup): number {
  return diskSizeGiB + (amiType.startsWith("BOTTLEROCKET") ? BOTTLEROCKET_SYSTEM_GIB : 0);
}

/**
 * On-demand groups take the first type that is to be had, Spot groups any: of theirs the dearest counts.
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types
 */
function nodePrice(group: Pick<NodeGroup, "capacityType" | "instanceTypes">): Price | undefined {
  const prices = candidateTypes(group).map(instancePrice);
  const known = prices.filter((price) => price !== undefined);
  if (known.length < prices.length) return undefined;
  return known.reduce<Price | undefined>(
    (dearest, price) => ((dearest?.usd ?? 0) < price.usd ? price : dearest),
    undefined,
  );
}

function candidateTypes({
  capacityType,
  instanceTypes,
}: Pick<NodeGroup, "capacityType" | "instanceTypes">): readonly string[] {
  return capacityType === "SPOT" ? instanceTypes : instanceTypes.slice(0, 1);
}

export function unpricedNodes(name: string, group: NodeGroup): string[] {
  const unknown = candidateTypes(group).filter((type) => instancePrice(type) === undefined);
  return unknown.length === 0 ? [] : [`${group.desiredSize} nodes ${name} (${unknown.join(", ")})`];
}
