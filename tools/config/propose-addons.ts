import { type AddonName, ADDON_NAMES, ADDONS } from "../../domain/cluster/addons/catalog";
import type { AddonDefinition, LockedVersion } from "../../domain/cluster/addons/definition";
import { minorOf } from "../../domain/cluster/kubernetes-versions";

/** The part of the output of `aws eks describe-addon-versions` that is read here. */
export interface DescribedAddons {
  readonly addons: readonly {
    readonly addonName: string;
    /** Newest first. */
    readonly addonVersions: readonly {
      readonly addonVersion: string;
      readonly compatibilities: readonly { readonly clusterVersion: string; readonly defaultVersion: boolean }[];
    }[];
  }[];
}

/** The locked version of one add-on, and the version to lock. */
export interface Proposal {
  readonly addon: AddonName;
  /** Undefined where none is locked. */
  readonly from: LockedVersion | undefined;
  /** Undefined where AWS has none for this Kubernetes version. */
  readonly to: string | undefined;
  /** Why the version is not AWS's default. */
  readonly because?: string;
}

export type LockedVersions = Readonly<Partial<Record<AddonName, LockedVersion>>>;

/** The catalog's versions for a Kubernetes version. */
export function lockedVersions(kubernetesVersion: string): LockedVersions {
  const locked = ADDON_NAMES.flatMap((name): [AddonName, LockedVersion][] => {
    const { versions }: AddonDefinition = ADDONS[name];
    const version = versions[kubernetesVersion];
    return version === undefined ? [] : [[name, version]];
  });
  return Object.fromEntries(locked);
}

/**
 * The versions that AWS recommends for a Kubernetes version, add-on by add-on. The CNI is updated one minor version at a
 * time, so it may take several rounds: https://docs.aws.amazon.com/eks/latest/userguide/vpc-cni-manage.html
 */
export function proposeAddons(
  kubernetesVersion: string,
  described: DescribedAddons,
  locked: LockedVersions,
): readonly Proposal[] {
  return ADDON_NAMES.map((addon) => {
    const from = locked[addon];
    const offered = offeredVersions(kubernetesVersion, described, addon);
    const recommended = offered.find(({ isDefault }) => isDefault)?.version;
    if (
      addon !== "vpc-cni" ||
      from === undefined ||
      recommended === undefined ||
      isWithinOneMinor(from.version, recommended)
    ) {
      return { addon, from, to: recommended };
    }
    return {
      addon,
      from,
      to: offered.find(({ version }) => isWithinOneMinor(from.version, version))?.version ?? from.version,
      because: `AWS recommends ${recommended}, and the CNI is updated one minor version at a time`,
    };
  });
}

interface OfferedVersion {
  readonly version: string;
  readonly isDefault: boolean;
}

function offeredVersions(kubernetesVersion: string, { addons }: DescribedAddons, name: string): OfferedVersion[] {
  return addons
    .filter(({ addonName }) => addonName === name)
    .flatMap(({ addonVersions }) => addonVersions)
    .flatMap(({ addonVersion, compatibilities }) =>
      compatibilities
        .filter(({ clusterVersion }) => clusterVersion === kubernetesVersion)
        .map(({ defaultVersion }) => ({ version: addonVersion, isDefault: defaultVersion })),
    );
}

function isWithinOneMinor(from: string, to: string): boolean {
  return Math.abs(minorOf(to) - minorOf(from)) <= 1;
}
