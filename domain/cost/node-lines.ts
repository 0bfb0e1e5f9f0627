import { shareOfOffHours } from "../cluster/off-hours";
import type { BillInput, PricedNodeGroup } from "./bill-input";
import { type BillLine, type ChargedResources, line } from "./bill-line";
import type { PriceList } from "./price-list";
import type { Price } from "./prices";

/** Bottlerocket's system volume, whose size the AMI sets: https://github.com/bottlerocket-os/bottlerocket#default-volumes */
const BOTTLEROCKET_SYSTEM_GIB = 2;

/** Nodes at their desired number. An autoscaler may raise it to `maxSize`. */
export function nodeLines(name: string, group: PricedNodeGroup, list: PriceList): BillLine[] {
  const { capacityType, desiredSize } = group;
  const price = nodePrice(group, list);
  const spot = capacityType === "SPOT";
  return [
    ...(price === undefined
      ? []
      : [line(`nodes ${name}${spot ? ", Spot at the on-demand price" : ""}`, desiredSize, price, nodes(name), spot)]),
    line(`GB of node disks ${name}`, desiredSize * diskGiB(group), list.prices.gp3, nodes(name)),
  ];
}

/** What AWS does not charge, because no node of the group runs outside of working hours. */
export function offHoursLines(
  name: string,
  group: PricedNodeGroup,
  offHours: BillInput["cluster"]["offHours"],
  list: PriceList,
): BillLine[] {
  if (offHours === undefined || offHours.paused) return [];
  const share = shareOfOffHours(offHours);
  return nodeLines(name, group, list).map(({ what, quantity, price, charged, atMost }) =>
    line(`off-hours of ${what}, ${Math.round(share * 100)}% of the time`, -quantity * share, price, charged, atMost),
  );
}

/** Prepared instances beside the desired number of nodes, each with its volume, and with its own price if it runs. */
export function warmPoolLines(name: string, group: PricedNodeGroup, list: PriceList): BillLine[] {
  const { warmPool, desiredSize, maxSize } = group;
  if (warmPool === undefined) return [];
  const { maxGroupPreparedCapacity = maxSize, minSize, poolState } = warmPool;
  const prepared = Math.max(minSize, maxGroupPreparedCapacity - desiredSize);
  if (prepared === 0) return [];
  const price = poolState === "RUNNING" ? nodePrice(group, list) : undefined;
  return [
    ...(price === undefined ? [] : [line(`prepared instances of ${name}`, prepared, price, nodes(name))]),
    line(`GB of prepared disks ${name}`, prepared * diskGiB(group), list.prices.gp3, nodes(name)),
  ];
}

/** A group with `perZone` has several node groups at EKS. */
function nodes(group: string): ChargedResources {
  return { type: "aws:eks/nodeGroup:NodeGroup", group };
}

function diskGiB({ amiType, diskSizeGiB }: PricedNodeGroup): number {
  return diskSizeGiB + (amiType.startsWith("BOTTLEROCKET") ? BOTTLEROCKET_SYSTEM_GIB : 0);
}

/**
 * An on-demand group uses the first type with capacity, a Spot group any of its types, so its most expensive counts.
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types
 */
function nodePrice(
  group: Pick<PricedNodeGroup, "capacityType" | "instanceTypes">,
  { instance }: PriceList,
): Price | undefined {
  const prices = candidateTypes(group).map(instance);
  const known = prices.filter((price) => price !== undefined);
  if (known.length < prices.length) return undefined;
  return known.reduce<Price | undefined>(
    (highest, price) => ((highest?.usd ?? 0) < price.usd ? price : highest),
    undefined,
  );
}

function candidateTypes({
  capacityType,
  instanceTypes,
}: Pick<PricedNodeGroup, "capacityType" | "instanceTypes">): readonly string[] {
  return capacityType === "SPOT" ? instanceTypes : instanceTypes.slice(0, 1);
}

export function unpricedNodes(name: string, group: PricedNodeGroup, { instance }: PriceList): string[] {
  const unknown = candidateTypes(group).filter((type) => instance(type) === undefined);
  return unknown.length === 0 ? [] : [`${group.desiredSize} nodes ${name} (${unknown.join(", ")})`];
}
