import {
  type Addon,
  type AddonLock,
  ADDONS,
  OPTIONAL_ADDONS,
  type OptionalAddon,
} from "../../domain/cluster/addon-versions";
import { minorOf } from "../../domain/cluster/kubernetes-versions";

/** As much of what `aws eks describe-addon-versions` prints as is read here. */
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

/** One line of the lock as it is and as it should be. */
export interface Proposal {
  readonly addon: Addon | OptionalAddon;
  /** Undefined where nothing is locked yet. */
  readonly from: string | undefined;
  /** Undefined where AWS has none for this Kubernetes version. */
  readonly to: string | undefined;
  /** Why not AWS's default. */
  readonly because?: string;
}

/**
 * What AWS recommends for a Kubernetes version today, line by line of the lock. The CNI goes one minor version at a time,
 * so it may take two rounds: https://docs.aws.amazon.com/eks/latest/userguide/vpc-cni-manage.html
 */
export function proposeAddons(
  kubernetesVersion: string,
  described: DescribedAddons,
  lock: AddonLock | undefined,
): readonly Proposal[] {
  const locked: Partial<Record<Addon | OptionalAddon, string>> = { ...lock?.versions, ...lock?.optional };
  return [...ADDONS, ...OPTIONAL_ADDONS].map((addon) => {
    const from = locked[addon];
    const offered = offeredVersions(kubernetesVersion, described, addon);
    const recommended = offered.find(({ isDefault }) => isDefault)?.version;
    if (addon !== "vpc-cni" || from === undefined || recommended === undefined || isNear(from, recommended)) {
      return { addon, from, to: recommended };
    }
    return {
      addon,
      from,
      to: offered.find(({ version }) => isNear(from, version))?.version ?? from,
      because: `AWS recommends ${recommended}, and takes the CNI one minor version at a time`,
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

function isNear(from: string, to: string): boolean {
  return Math.abs(minorOf(to) - minorOf(from)) <= 1;
}
