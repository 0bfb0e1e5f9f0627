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

/** A stack output of the last update; undefined where there is none of this name. */
type LastOutput = (name: string) => Promise<unknown>;

interface NodeGroupsArgs {
  /** Node groups of this update, by key. */
  readonly nodeGroups: Readonly<Record<string, { readonly zones: readonly string[] }>>;
}

type Lookup = pulumi.InvokeOptions & { readonly clusterName: string };

/**
 * Asks EKS for the size that each node group has now: an update that sends the limits of a group sends its size as well,
 * and the size in Pulumi's state is as old as the last update. A call for the list and one for each group; it needs
 * `eks:ListNodegroups` and `eks:DescribeNodegroup`. Nothing is asked before the first update.
 */
export async function readExistingNodeGroups(
  clusterName: string,
  { nodeGroups }: NodeGroupsArgs,
  lastOutput: LastOutput,
  { providers: [provider] }: { readonly providers: readonly [pulumi.ProviderResource] },
): Promise<ExistingNodeGroups> {
  if ((await lastOutput("clusterName")) === undefined) return {};
  const lookup = { provider, clusterName };
  const names = await reasonOr(async () => (await eks.getNodeGroups({ clusterName }, { provider })).names);
  const output = await lastOutput("nodeGroups");
  return output === undefined
    ? groupsByName(nodeGroups, names instanceof Error ? [] : names, lookup)
    : groupsOfRecord(output, names, lookup);
}

async function groupsOfRecord(
  output: unknown,
  names: readonly string[] | Error,
  lookup: Lookup,
): Promise<ExistingNodeGroups> {
  const existing = Object.entries(output ?? {})
    .filter((entry): entry is [string, RecordedNodeGroup] => isRecordedNodeGroup(entry[1]))
    // A group that was replaced by an update that failed later is not there any more.
    .filter(([, { name }]) => names instanceof Error || names.includes(name))
    .map(async ([key, group]) => {
      const { name, minSize, maxSize, zones } = group;
      const live = names instanceof Error ? names : await reasonOr(() => describe(name, lookup));
      return [key, { recorded: { minSize, maxSize, zones }, live }] as const;
    });
  return Object.fromEntries(await Promise.all(existing));
}

/**
 * Release 0.1.0 exported no node groups. They are found by the names that Pulumi makes of their logical names,
 * and their limits at EKS stand for those of the state.
 */
async function groupsByName(
  nodeGroups: NodeGroupsArgs["nodeGroups"],
  names: readonly string[],
  lookup: Lookup,
): Promise<ExistingNodeGroups> {
  const existing = Object.entries(nodeGroups).map(async ([key, { zones }]) => {
    const name = names.find((candidate) => new RegExp(`-nodes-${key}-[0-9a-f]{7}$`).test(candidate));
    if (name === undefined) return [];
    const live = await reasonOr(() => describe(name, lookup));
    return live instanceof Error
      ? []
      : [[key, { recorded: { minSize: live.minSize, maxSize: live.maxSize, zones }, live }] as const];
  });
  return Object.fromEntries((await Promise.all(existing)).flat());
}

async function describe(name: string, { clusterName, ...options }: Lookup): Promise<LiveNodeGroup> {
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
