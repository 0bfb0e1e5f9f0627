import {
  CORE_ADDON_NAMES,
  type CoreAddonName,
  lockedAddonVersion,
  OPTIONAL_ADDON_NAMES,
} from "../../domain/cluster/addons/catalog";
import { EXPIRY_TAG_KEY } from "../../domain/expiry/expiry";
import { accountLogDelivery } from "../../domain/account/services";
import { deepFreeze, type DeepReadonly } from "./deep-freeze";
import { endpointServices } from "../../domain/network/endpoint-bundles";
import { type PlacedLog, withRetention } from "../../domain/storage/log-retention";
import { ownRegistry } from "../../domain/storage/own-registry";
import type { Parts } from "../schema";
import { TIERS } from "../../domain/network/zones-and-tiers";
import { isTornDown, withTeardown } from "../stack/teardown";
import { zonalGroupName } from "../../domain/cluster/zonal-group-name";

type CoreAddon = NonNullable<Parts["cluster"]["addons"][CoreAddonName]>;
type CoreAddons = Record<CoreAddonName, CoreAddon & { version: string }>;
type OptionalAddons = Parts["cluster"]["optionalAddons"];
/** With the version of the stack file, or the locked one. */
type VersionedAddons = { [K in keyof OptionalAddons]: NonNullable<OptionalAddons[K]> & { version: string } };
type NodeGroup = Parts["cluster"]["nodeGroups"][string];
type Karpenter = NonNullable<Parts["cluster"]["karpenter"]>;
type Diagnostics = NonNullable<Parts["cluster"]["diagnostics"]>;
type PlacedNodePool = Omit<Karpenter["nodePools"][string], "zones"> & { zones: string[] };
type PlacedNodeGroup = Omit<NodeGroup, "zones" | "perZone"> & { zones: string[] };

type RemovableOfStorage = "buckets" | "registries" | "fileSystems" | "secrets";
/** Entries whose deletion protection `teardown` can turn off for each alone. */
type Removable<Entries extends Record<string, object>> = Record<
  string,
  Entries[string] & { deletionProtection?: false }
>;

/** The complete, valid configuration of one stack, with every default. */
export type PlatformConfig = DeepReadonly<
  Omit<Parts, "bootstrap" | "cluster" | "expiry" | "fleet" | "network" | "storage" | "teardown"> & {
    /** `<name>-<environment>`: the cluster's name, and the prefix of physical names. */
    platformName: string;
    expiry?: NonNullable<Parts["expiry"]>;
    teardown?: NonNullable<Parts["teardown"]>;
    storage: Omit<Parts["storage"], RemovableOfStorage> & {
      [Kind in RemovableOfStorage]: Removable<Parts["storage"][Kind]>;
    };
    network: Omit<Parts["network"], "flowLogs" | "queryLog"> & {
      flowLogs: PlacedLog<Parts["network"]["flowLogs"]>;
      queryLog: PlacedLog<Parts["network"]["queryLog"]>;
    };
    cluster: Omit<
      Parts["cluster"],
      | "addons"
      | "autoMode"
      | "diagnostics"
      | "hostedZones"
      | "namespaces"
      | "optionalAddons"
      | "nodeGroups"
      | "karpenter"
      | "nodeVersion"
      | "serviceCidr"
    > & {
      nodeVersion: string;
      /** Omitted where EKS chooses it. */
      serviceCidr?: string;
      addons: CoreAddons;
      optionalAddons: VersionedAddons;
      /** Omitted unless pods run on Auto Mode. */
      autoMode?: Parts["cluster"]["autoMode"];
      namespaces: Removable<Parts["cluster"]["namespaces"]>;
      hostedZones: Removable<Parts["cluster"]["hostedZones"]>;
      /** A group with `perZone` is one group for each zone. */
      nodeGroups: Record<string, PlacedNodeGroup>;
      karpenter?: Omit<Karpenter, "nodePools"> & { nodePools: Record<string, PlacedNodePool> };
      /** With the namespaces whose pods it reads. */
      diagnostics?: Required<Diagnostics>;
    };
  }
>;

/** Adds the values that follow from the stack file. The parts must have passed every rule. */
export function resolve({ expiry, teardown, ...parts }: Omit<Parts, "bootstrap" | "fleet">): PlatformConfig {
  const { network, storage, backup } = parts;
  const { groups } = parts.monitoring.logs;
  const { autoMode, diagnostics, karpenter, serviceCidr, ...cluster } = parts.cluster;
  const isKept = (part: "storage" | "backup" | "cluster"): boolean =>
    parts[part].deletionProtection && !isTornDown(teardown, [part]);
  return deepFreeze({
    ...parts,
    ...(teardown === undefined ? {} : { teardown }),
    ...(expiry === undefined ? {} : { expiry, tags: withExpiry(parts.tags, expiry) }),
    platformName: `${parts.name}-${parts.environment}`,
    // Bundles are resolved to their services, each listed once.
    network: {
      ...network,
      ...(network.existing === undefined ? {} : settingsOfExistingVpc(network.existing)),
      interfaceEndpoints: { bundles: [], services: endpointServices(network.interfaceEndpoints) },
      flowLogs: withRetention(network.flowLogs, groups.flowLogs),
      queryLog: withRetention(network.queryLog, groups.dnsQueries),
    },
    storage: {
      ...storage,
      logDelivery: [...new Set([...storage.logDelivery, ...accountLogDelivery(parts.account)])],
      buckets: withTeardown(teardown, ["storage", "buckets"], storage.buckets),
      registries: withTeardown(teardown, ["storage", "registries"], storage.registries),
      fileSystems: withTeardown(teardown, ["storage", "fileSystems"], storage.fileSystems),
      secrets: withTeardown(teardown, ["storage", "secrets"], storage.secrets),
      deletionProtection: isKept("storage"),
    },
    backup: { ...backup, deletionProtection: isKept("backup") },
    cluster: {
      ...cluster,
      ...(cluster.ipFamily === "ipv4" ? { serviceCidr } : {}),
      namespaces: withTeardown(teardown, ["cluster", "namespaces"], cluster.namespaces),
      hostedZones: withTeardown(teardown, ["cluster", "hostedZones"], cluster.hostedZones),
      deletionProtection: isKept("cluster"),
      nodeVersion: cluster.nodeVersion ?? cluster.version,
      logRetentionDays: groups.controlPlane?.retentionDays ?? cluster.logRetentionDays,
      logClass: groups.controlPlane?.logClass ?? cluster.logClass,
      addons: coreAddons(cluster),
      admission: {
        ...cluster.admission,
        registries: [...new Set([ownRegistry(parts.aws), ...cluster.admission.registries])],
      },
      optionalAddons: optionalAddons(cluster),
      nodeGroups: placedNodeGroups(cluster.nodeGroups, network.zones),
      ...(cluster.compute === "auto-mode" ? { autoMode } : {}),
      ...(karpenter === undefined ? {} : { karpenter: placedNodePools(karpenter, network.zones) }),
      ...(diagnostics === undefined
        ? {}
        : { diagnostics: { namespaces: Object.keys(cluster.namespaces).sort(), ...diagnostics } }),
    },
  });
}

/** The expiry is one of the default tags, so that every resource has it. */
function withExpiry(tags: Parts["tags"], expiry: string): Parts["tags"] {
  return { ...tags, additional: { ...tags.additional, [EXPIRY_TAG_KEY]: expiry } };
}

/** An existing VPC has no NAT gateways and tiers of the platform, so the defaults for these do not apply. */
function settingsOfExistingVpc({
  subnets,
}: NonNullable<Parts["network"]["existing"]>): Pick<Parts["network"], "tiers" | "nat"> {
  return { tiers: TIERS.filter((tier) => subnets[tier] !== undefined), nat: "none" };
}

function coreAddons({ version, addons }: Pick<Parts["cluster"], "version" | "addons">): CoreAddons {
  return Object.fromEntries(
    CORE_ADDON_NAMES.map((addon) => [
      addon,
      { version: lockedAddonVersion(addon, version), configuration: {}, ...addons[addon] },
    ]),
  ) as CoreAddons;
}

function optionalAddons({
  version,
  optionalAddons: addons,
}: Pick<Parts["cluster"], "version" | "optionalAddons">): VersionedAddons {
  const versioned = OPTIONAL_ADDON_NAMES.flatMap((addon) => {
    const settings = addons[addon];
    return settings === undefined ? [] : [[addon, { version: lockedAddonVersion(addon, version), ...settings }]];
  });
  return Object.fromEntries(versioned) as VersionedAddons;
}

/** Sorted, so that another order in the stack file does not replace a group. */
function placedNodeGroups(
  groups: Parts["cluster"]["nodeGroups"],
  networkZones: readonly string[],
): Record<string, PlacedNodeGroup> {
  const placed = Object.entries(groups).flatMap(([key, { zones = networkZones, perZone, ...group }]) => {
    const sorted = [...zones].sort();
    return perZone
      ? sorted.map((zone): [string, PlacedNodeGroup] => [zonalGroupName(key, zone), { ...group, zones: [zone] }])
      : [[key, { ...group, zones: sorted }] satisfies [string, PlacedNodeGroup]];
  });
  return Object.fromEntries(placed);
}

function placedNodePools(
  karpenter: Karpenter,
  networkZones: readonly string[],
): Omit<Karpenter, "nodePools"> & { nodePools: Record<string, PlacedNodePool> } {
  const placed = Object.entries(karpenter.nodePools).map(([key, { zones = networkZones, ...pool }]) => {
    return [key, { ...pool, zones: [...zones].sort() }] as const;
  });
  return { ...karpenter, nodePools: Object.fromEntries(placed) };
}
