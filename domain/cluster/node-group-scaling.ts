/** Limits of a node group's size. */
interface SizeLimits {
  readonly minSize: number;
  readonly maxSize: number;
}

/** EKS requires minSize <= desiredSize <= maxSize. */
export interface Scaling extends SizeLimits {
  readonly desiredSize: number;
}

/** Properties of a node group that decide about its size and its replacement. A change of any but the size replaces it. */
export interface NodeGroupShape extends Scaling {
  readonly zones: readonly string[];
  readonly amiType: string;
  readonly capacityType: string;
  readonly instanceTypes: readonly string[];
}

/** A node group that exists. */
export interface ExistingNodeGroup {
  /** Properties in Pulumi's state, with which the engine compares the program. */
  readonly recorded: NodeGroupShape & {
    /** Whether its role and launch template are in the state, too. Another role or template replaces the group. */
    readonly hasRoleAndTemplate: boolean;
  };
  /** Current size at EKS, or the error of the call. */
  readonly live: Scaling | Error;
}

export interface PlannedSize {
  readonly desiredSize: number;
  /** Whether Pulumi ignores a change of the size, and keeps that of its state. */
  readonly ignored: boolean;
}

/**
 * The size that an update sends for a node group.
 *
 * An autoscaler changes the size of a group after its creation, so Pulumi ignores a changed size. But when minSize,
 * desiredSize or maxSize changes, or the group is replaced, the AWS provider sends all three. Pulumi would send the size of
 * its last state, and EKS would drain the nodes that the autoscaler has added since. So such an update sends the current
 * size, within the new limits.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html
 */
export function plannedSize(group: NodeGroupShape, existing: ExistingNodeGroup | undefined): PlannedSize {
  if (existing === undefined || !isSizeSent(group, existing)) return { desiredSize: group.desiredSize, ignored: true };
  const { live } = existing;
  if (live instanceof Error) throw new Error(`the update would send a size that may be out of date: ${live.message}`);
  return { desiredSize: within(group, live.desiredSize), ignored: false };
}

/**
 * Whether the limits change, or the group is replaced. Limits at EKS that differ from the stack file count, too: with
 * `--refresh`, the engine reads them into its state after this program has read that state.
 */
function isSizeSent(group: NodeGroupShape, { recorded, live }: ExistingNodeGroup): boolean {
  const known = live instanceof Error ? [recorded] : [recorded, live];
  return known.some((limits) => !hasLimits(limits, group)) || isReplaced(group, recorded);
}

function isReplaced(group: NodeGroupShape, recorded: ExistingNodeGroup["recorded"]): boolean {
  return (
    !recorded.hasRoleAndTemplate ||
    !isSameList([...recorded.zones].sort(), [...group.zones].sort()) ||
    recorded.amiType !== group.amiType ||
    recorded.capacityType !== group.capacityType ||
    !isSameList(recorded.instanceTypes, group.instanceTypes)
  );
}

/** Warning of a preview about the size of a group, if there is a reason for one. */
export function sizeWarning(
  key: string,
  group: NodeGroupShape,
  existing: ExistingNodeGroup | undefined,
): string | undefined {
  if (existing === undefined || existing.live instanceof Error) return undefined;
  const { live, recorded } = existing;
  const surplus = Math.max(live.desiredSize - group.maxSize, 0);
  if (hasLimits(recorded, group) && !hasLimits(live, group)) {
    const isSent = recorded.desiredSize !== within(group, live.desiredSize) || isReplaced(group, recorded);
    return (
      `The limits of node group ${key} at EKS (${limitsOf(live)}) are not those of the stack file and of the last update ` +
      `(${limitsOf(group)}): they were changed outside of Pulumi, or an update failed. ` +
      `${isSent ? "This update" : "Only an update with `--refresh`"} sets the limits of the stack file` +
      `${surplus > 0 ? ` and drains ${nodes(surplus)}` : ""}. To keep the limits at EKS, set \`minSize\` and \`maxSize\` ` +
      `in the stack file.`
    );
  }
  if (surplus === 0) return undefined;
  return (
    `Node group ${key} runs ${nodes(live.desiredSize)}, and \`maxSize\` is ${group.maxSize}: this update drains ` +
    `${nodes(surplus)}. To keep them, set \`maxSize\` to ${live.desiredSize} or more.`
  );
}

function within({ minSize, maxSize }: SizeLimits, size: number): number {
  return Math.min(Math.max(size, minSize), maxSize);
}

function hasLimits(group: SizeLimits, { minSize, maxSize }: SizeLimits): boolean {
  return group.minSize === minSize && group.maxSize === maxSize;
}

function limitsOf({ minSize, maxSize }: SizeLimits): string {
  return `minSize ${minSize}, maxSize ${maxSize}`;
}

function isSameList(list: readonly string[], other: readonly string[]): boolean {
  return list.length === other.length && list.every((item, index) => item === other[index]);
}

function nodes(count: number): string {
  return count === 1 ? "1 node" : `${count} nodes`;
}
