import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { ExistingNodeGroup, LiveNodeGroup } from "../../domain/cluster/node-group-scaling";
import { sole } from "./sole";

/** A node group in the stack output `nodeGroups`, as the update left it. */
export interface RecordedNodeGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly zones: readonly string[];
}

/** Node groups that exist, by key. */
export type ExistingNodeGroups = Readonly<Record<string, ExistingNodeGroup>>;

/**
 * Asks EKS for the size that each node group has now: an update that sends the limits of a group sends its size as well,
 * and the size in Pulumi's state is as old as the last update. A call for the list and one for each group; it needs
 * `eks:ListNodegroups` and `eks:DescribeNodegroup`. Nothing is asked before the first update.
 *
 * @param output the stack output `nodeGroups` of the last update
 */
export async function readExistingNodeGroups(
  clusterName: string,
  output: Promise<unknown>,
  { providers: [provider] }: { readonly providers: readonly [pulumi.ProviderResource] },
): Promise<ExistingNodeGroups> {
  const options = { provider };
  const recorded = Object.entries((await output) ?? {}).filter((entry): entry is [string, RecordedNodeGroup] =>
    isRecordedNodeGroup(entry[1]),
  );
  if (recorded.length === 0) return {};
  const names = await reasonOr(async () => (await eks.getNodeGroups({ clusterName }, options)).names);
  const existing = recorded
    // A group that was replaced by an update that failed later is not there any more.
    .filter(([, { name }]) => names instanceof Error || names.includes(name))
    .map(async ([key, group]) => {
      const { name, minSize, maxSize, zones } = group;
      const live = names instanceof Error ? names : await reasonOr(() => describe(clusterName, name, options));
      return [key, { recorded: { minSize, maxSize, zones }, live }] as const;
    });
  return Object.fromEntries(await Promise.all(existing));
}

async function describe(clusterName: string, name: string, options: pulumi.InvokeOptions): Promise<LiveNodeGroup> {
  const group = await eks.getNodeGroup({ clusterName, nodeGroupName: name }, options);
  const { amiType, capacityType, instanceTypes, scalingConfigs } = group;
  const scaling = sole(scalingConfigs, `scaling configurations of node group ${name}`);
  return { ...scaling, amiType, capacityType, instanceTypes };
}

/** Most updates do not need the answer, so that its absence is no error yet. */
async function reasonOr<T>(ask: () => Promise<T>): Promise<T | Error> {
  try {
    return await ask();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** An output is whatever the last update exported, be it by another release. */
function isRecordedNodeGroup(value: unknown): value is RecordedNodeGroup {
  if (typeof value !== "object" || value === null) return false;
  const { name, minSize, maxSize, zones } = value as Partial<Record<keyof RecordedNodeGroup, unknown>>;
  return typeof name === "string" && typeof minSize === "number" && typeof maxSize === "number" && Array.isArray(zones);
}

/** What the next update has to know of a group: the values of the resource, which are those of Pulumi's state. */
export function recordNodeGroup(group: eks.NodeGroup, zones: readonly string[]): pulumi.Output<RecordedNodeGroup> {
  return pulumi
    .all([group.nodeGroupName, group.scalingConfig])
    .apply(([name, { minSize, maxSize }]) => ({ name, minSize, maxSize, zones }));
}
