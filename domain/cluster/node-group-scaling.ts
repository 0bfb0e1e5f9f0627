/** Limits of a node group's size. */
export interface SizeLimits {
  readonly minSize: number;
  readonly maxSize: number;
}

/** EKS accepts it only with minSize <= desiredSize <= maxSize. */
export interface Scaling extends SizeLimits {
  readonly desiredSize: number;
}

/** What of a node group decides whether an update sends its size: its limits, and what replaces it. */
export interface NodeGroupShape extends SizeLimits {
  readonly zones: readonly string[];
  readonly amiType: string;
  readonly capacityType: string;
  readonly instanceTypes: readonly string[];
}

/** A node group that exists. */
export interface ExistingNodeGroup {
  /** As the last update left it in Pulumi's state. */
  readonly recorded: Pick<NodeGroupShape, "minSize" | "maxSize" | "zones">;
  /** As EKS describes it now, or why it does not. */
  readonly live: LiveNodeGroup | Error;
}

export type LiveNodeGroup = Omit<NodeGroupShape, "zones"> & Scaling;

export interface PlannedSize {
  readonly desiredSize: number;
  /** Whether Pulumi leaves the size out of its comparison, and so keeps the one of its state. */
  readonly ignored: boolean;
}

/**
 * The size that an update sends for a node group.
 *
 * An autoscaler changes the size of a group after it was created, so a changed size alone is no reason for an update:
 * Pulumi ignores it. But the AWS provider sends minSize, desiredSize and maxSize together when one of them changes, and
 * creates a replacement with all three. Pulumi would then send the size of its last state, and EKS would drain the nodes
 * that the autoscaler has added since. Such an update sends the size that the group has now, within the new limits.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html
 */
export function plannedSize(group: NodeGroupShape & Scaling, existing: ExistingNodeGroup | undefined): PlannedSize {
  if (existing === undefined || !isSizeSent(group, existing)) return { desiredSize: group.desiredSize, ignored: true };
  const { live } = existing;
  if (live instanceof Error) throw new Error(`the update would send a size that may be out of date: ${live.message}`);
  return { desiredSize: within(group, live.desiredSize), ignored: false };
}

/** Whether the limits change, or the group is replaced. */
function isSizeSent(group: NodeGroupShape, { recorded, live }: ExistingNodeGroup): boolean {
  return (
    !hasLimits(recorded, group) ||
    !isSameList(recorded.zones, group.zones) ||
    (!(live instanceof Error) && !isSameKind(live, group))
  );
}

/** None of these can be changed on a group that exists, by anybody. */
function isSameKind(live: LiveNodeGroup, group: NodeGroupShape): boolean {
  return (
    live.amiType === group.amiType &&
    live.capacityType === group.capacityType &&
    isSameList(live.instanceTypes, group.instanceTypes)
  );
}

/** What a preview should say about the size of a group; undefined where nothing is out of the ordinary. */
export function sizeWarning(
  key: string,
  group: NodeGroupShape & Scaling,
  existing: ExistingNodeGroup | undefined,
): string | undefined {
  if (existing === undefined || existing.live instanceof Error) return undefined;
  const { live, recorded } = existing;
  const surplus = live.desiredSize - group.maxSize;
  if (isSizeSent(group, existing)) {
    if (surplus <= 0) return undefined;
    return (
      `Node group ${key} runs ${nodes(live.desiredSize)}, and \`maxSize\` is ${group.maxSize}: this update drains ` +
      `${nodes(surplus)}. To keep them, set \`maxSize\` to ${live.desiredSize} or more.`
    );
  }
  if (hasLimits(live, recorded)) return undefined;
  return (
    `The limits of node group ${key} at EKS (minSize ${live.minSize}, maxSize ${live.maxSize}) are not those of the last ` +
    `update (minSize ${recorded.minSize}, maxSize ${recorded.maxSize}): someone changed them outside of Pulumi, or an ` +
    `update failed. This update leaves them alone. To adopt them, set \`minSize\` and \`maxSize\` in the stack file.`
  );
}

function within({ minSize, maxSize }: SizeLimits, size: number): number {
  return Math.min(Math.max(size, minSize), maxSize);
}

function hasLimits(group: SizeLimits, { minSize, maxSize }: SizeLimits): boolean {
  return group.minSize === minSize && group.maxSize === maxSize;
}

function isSameList(list: readonly string[], other: readonly string[]): boolean {
  return list.length === other.length && list.every((item, index) => item === other[index]);
}

function nodes(count: number): string {
  return count === 1 ? "1 node" : `${count} nodes`;
}
