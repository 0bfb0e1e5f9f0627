import { type Addon, ADDONS, lockedAddonVersion } from "./addon-versions";
import { deepFreeze, type DeepReadonly } from "./deep-freeze";
import { endpointServices } from "./endpoint-bundles";
import type { Parts } from "./schema";

type AddonVersions = Record<Addon, { version: string }>;

/** The whole configuration of one stack: every default filled, every rule kept, nothing left to decide. */
export type PlatformConfig = DeepReadonly<
  Omit<Parts, "cluster" | "fleet" | "teardown"> & {
    /** `<name>-<environment>`: the cluster's name, and the prefix of physical names. */
    platformName: string;
    teardown?: string;
    cluster: Omit<Parts["cluster"], "addons" | "nodeVersion"> & { addons: AddonVersions; nodeVersion: string };
  }
>;

/** Derives what follows from the stack file but is not written there. The parts must have passed every rule. */
export function resolve({ teardown, ...parts }: Omit<Parts, "fleet">): PlatformConfig {
  const { network, storage, backup, cluster } = parts;
  const kept = teardown === undefined;
  return deepFreeze({
    ...parts,
    ...(kept ? {} : { teardown }),
    platformName: `${parts.name}-${parts.environment}`,
    // Bundles are taken apart: the network sees services, each once.
    network: {
      ...network,
      interfaceEndpoints: { bundles: [], services: endpointServices(network.interfaceEndpoints) },
    },
    storage: { ...storage, deletionProtection: storage.deletionProtection && kept },
    backup: { ...backup, deletionProtection: backup.deletionProtection && kept },
    cluster: {
      ...cluster,
      deletionProtection: cluster.deletionProtection && kept,
      nodeVersion: cluster.nodeVersion ?? cluster.version,
      addons: addonVersions(cluster),
    },
  });
}

function addonVersions({ version, addons }: Parts["cluster"]): AddonVersions {
  return Object.fromEntries(
    ADDONS.map((addon) => [addon, { version: addons[addon]?.version ?? lockedAddonVersion(addon, version) }]),
  ) as AddonVersions;
}
