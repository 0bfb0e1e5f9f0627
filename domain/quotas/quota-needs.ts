import { instanceType } from "../cluster/instance-types";
import type { BillInput, PricedNodeGroup } from "../cost/bill-input";
import { customerManagedKeys, replicas } from "../cost/kms-keys";
import { natGatewayZones } from "../network/nat-gateway-zones";
import { ACCOUNT_QUOTA, type AccountQuota } from "./account-quotas";
import { vcpuQuota } from "./vcpu-quotas";

/** How much of a quota a stack uses. */
export interface QuotaNeed {
  readonly quota: AccountQuota;
  /** After an update. */
  readonly count: number;
  /** After nodes were scaled to their limits. */
  readonly most: number;
}

interface Pool {
  readonly capacityTypes: readonly ("on-demand" | "spot")[];
  readonly limits: { readonly cpu: number };
}

/** The settings that the use of quotas depends on. A resolved configuration has them all. */
export interface QuotaInput extends Pick<BillInput, "account" | "storage" | "backup" | "monitoring"> {
  readonly network: Pick<BillInput["network"], "nat" | "zones" | "existing"> & {
    readonly securityGroups: Readonly<
      Record<string, { readonly ingress: readonly unknown[]; readonly egress: readonly unknown[] }>
    >;
  };
  readonly cluster: Pick<
    BillInput["cluster"],
    "secretsEncryption" | "nodeGroups" | "optionalAddons" | "extraAddons"
  > & {
    readonly podIdentities: Readonly<Record<string, unknown>>;
    readonly accessRoles: Readonly<Record<string, unknown>>;
    readonly karpenter?: { readonly nodePools: Readonly<Record<string, Pool>> } | undefined;
    readonly autoMode?: Pool | undefined;
  };
}

/** The quotas that a stack uses, and how much. Quotas that it does not use are omitted. */
export function quotaNeeds(input: QuotaInput): readonly QuotaNeed[] {
  const { network, cluster } = input;
  const gateways = natGatewayZones(network.nat, network.zones).length;
  const rules = Object.values(network.securityGroups).flatMap(({ ingress, egress }) => [ingress.length, egress.length]);
  const needs = [
    fixed(ACCOUNT_QUOTA.vpcs, network.existing === undefined ? 1 : 0),
    fixed(ACCOUNT_QUOTA.elasticAddresses, gateways),
    fixed(ACCOUNT_QUOTA.natGateways, Math.min(gateways, 1)),
    fixed(ACCOUNT_QUOTA.rulesPerSecurityGroup, Math.max(0, ...rules)),
    fixed(ACCOUNT_QUOTA.clusters, 1),
    fixed(ACCOUNT_QUOTA.nodeGroups, Object.keys(cluster.nodeGroups).length),
    ...vcpuNeeds(cluster),
    fixed(ACCOUNT_QUOTA.roles, mostRoles(input)),
    fixed(ACCOUNT_QUOTA.keys, customerManagedKeys(input)),
  ];
  return needs.filter(({ most }) => most > 0);
}

function fixed(quota: AccountQuota, count: number): QuotaNeed {
  return { quota, count, most: count };
}

/** Node groups and pools that use the same quota, added up. Instance types that no table lists are not counted. */
function vcpuNeeds({ nodeGroups, karpenter, autoMode }: QuotaInput["cluster"]): readonly QuotaNeed[] {
  const pools = [...Object.values(karpenter?.nodePools ?? {}), ...(autoMode === undefined ? [] : [autoMode])];
  const parts = [...Object.values(nodeGroups).flatMap(groupNeed), ...pools.flatMap(poolNeeds)];
  const byCode = new Map<string, QuotaNeed>();
  for (const { quota, count, most } of parts) {
    const sum = byCode.get(quota.code);
    byCode.set(quota.code, { quota, count: count + (sum?.count ?? 0), most: most + (sum?.most ?? 0) });
  }
  return [...byCode.values()];
}

/** Each node can have the largest of the instance types. */
function groupNeed({ instanceTypes, capacityType, desiredSize, maxSize }: PricedNodeGroup): QuotaNeed[] {
  const vcpus = Math.max(0, ...instanceTypes.map((type) => instanceType(type)?.vcpus ?? 0));
  const quota = vcpuQuota(instanceTypes[0] ?? "", capacityType);
  return quota === undefined ? [] : [{ quota, count: desiredSize * vcpus, most: maxSize * vcpus }];
}

/** A pool starts without nodes, and can use its whole limit with either capacity type. Its instances count as standard. */
function poolNeeds({ capacityTypes, limits }: Pool): QuotaNeed[] {
  return capacityTypes.flatMap((type) => {
    const quota = vcpuQuota("m", type === "spot" ? "SPOT" : "ON_DEMAND");
    return quota === undefined ? [] : [{ quota, count: 0, most: limits.cpu }];
  });
}

/** Roles of the control plane, nodes, core add-ons, controllers, flow logs, backups, Fargate and diagnostics. */
const MOST_ROLES_OF_COMPONENTS = 14;

/** An upper bound: which of the components need a role depends on their settings. */
function mostRoles({ storage, cluster }: QuotaInput): number {
  const { optionalAddons, extraAddons, podIdentities, accessRoles } = cluster;
  const named = [optionalAddons, extraAddons, podIdentities, accessRoles].flatMap((each) => Object.keys(each));
  return MOST_ROLES_OF_COMPONENTS + named.length + replicas(storage);
}
