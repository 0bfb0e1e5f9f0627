import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { ExistingNodeGroup, Scaling } from "../../../domain/cluster/node-group-scaling";
import { sole } from "../sole";

/** Node groups that exist, by key. */
export type ExistingNodeGroups = Readonly<Record<string, ExistingNodeGroup>>;

/** Pulumi's state, by URN. */
type State = Readonly<Record<string, { readonly type: string; readonly outputs: Readonly<Record<string, unknown>> }>>;

interface NodeGroupsArgs {
  /** Node groups of this update, by key. */
  readonly cluster: { readonly nodeGroups: Readonly<Record<string, unknown>> };
  /** Private subnets of an existing VPC by zone letter. Subnets of a VPC of the stack are in its state. */
  readonly network: { readonly existing?: { readonly subnets: { readonly private?: SubnetIds } } };
}

/** Subnet IDs by zone letter. */
type SubnetIds = Readonly<Record<string, string>>;

/** Outputs of a node group on which it depends whether an update sends its size. */
type NodeGroupOutputs = Omit<ExistingNodeGroup["recorded"], keyof Scaling | "zones" | "hasRoleAndTemplate"> & {
  readonly clusterName: string;
  readonly nodeGroupName: string;
  readonly nodeRoleArn: string;
  /** Undefined for an imported group that has no launch template yet. */
  readonly launchTemplate?: { readonly id: string };
  readonly subnetIds: readonly string[];
  readonly scalingConfig: Scaling;
};

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const NETWORK = "groundwork:network:Network";

/**
 * Reads each node group from Pulumi's state, and its current size from EKS: the size in the state is that of the last
 * update or refresh. Makes one call per group in the state, which needs the permission `eks:DescribeNodegroup`.
 *
 * @param name logical name of the cluster component
 */
export async function readExistingNodeGroups(
  name: string,
  { cluster: { nodeGroups }, network: { existing: vpc } }: NodeGroupsArgs,
  state: State,
  { providers: [provider] }: { readonly providers: readonly [pulumi.ProviderResource] },
): Promise<ExistingNodeGroups> {
  const subnetIds = vpc === undefined ? subnetIdsOf(state) : (vpc.subnets.private ?? {});
  const zoneOf = new Map(Object.entries(subnetIds).map(([zone, id]) => [id, zone]));
  const existing = Object.keys(nodeGroups).map(async (key) => {
    const group = nodeGroupOutputs(state, `${name}-nodes-${key}`);
    if (group === undefined) return [];
    const { amiType, capacityType, instanceTypes, scalingConfig } = group;
    const recorded = {
      ...scalingConfig,
      // A subnet ID that belongs to no zone any more differs from each zone letter, so it replaces the group.
      zones: group.subnetIds.map((id) => zoneOf.get(id) ?? id),
      amiType,
      capacityType,
      instanceTypes,
      hasRoleAndTemplate: hasRoleAndTemplate(state, group),
    };
    return [[key, { recorded, live: await describe(group, provider) }] as const];
  });
  return Object.fromEntries((await Promise.all(existing)).flat());
}

function nodeGroupOutputs(state: State, logicalName: string): NodeGroupOutputs | undefined {
  const [, group] =
    Object.entries(state).find(([urn, { type }]) => type === NODE_GROUP && urn.endsWith(`::${logicalName}`)) ?? [];
  return group?.outputs as NodeGroupOutputs | undefined;
}

/** The private subnets of the stack's own network that are in the state. */
function subnetIdsOf(state: State): SubnetIds {
  const network = Object.values(state).find(({ type }) => type === NETWORK);
  const subnetIds = (network?.outputs["privateSubnetIds"] ?? {}) as SubnetIds;
  return Object.fromEntries(Object.entries(subnetIds).filter(([, id]) => hasArn(state, `:subnet/${id}`)));
}

function hasRoleAndTemplate(state: State, { nodeRoleArn, launchTemplate }: NodeGroupOutputs): boolean {
  return hasArn(state, nodeRoleArn) && hasArn(state, `:launch-template/${launchTemplate?.id}`);
}

/** A refresh removes deleted resources from the state. The ARN of a subnet or launch template ends with its ID. */
function hasArn(state: State, end: string): boolean {
  return Object.values(state).some(({ outputs: { arn } }) => typeof arn === "string" && arn.endsWith(end));
}

/** Returns an error rather than throwing it: most updates do not need the size. */
async function describe(
  { clusterName, nodeGroupName }: NodeGroupOutputs,
  provider: pulumi.ProviderResource,
): Promise<Scaling | Error> {
  try {
    const { scalingConfigs } = await eks.getNodeGroup({ clusterName, nodeGroupName }, { provider });
    return sole(scalingConfigs, `scaling configurations of node group ${nodeGroupName}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
