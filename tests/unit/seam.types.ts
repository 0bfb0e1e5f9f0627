/**
 * Type tests of the seam between config and components. `npm run types` compiles them: it fails when an error that is
 * expected below does not occur. Nothing runs them.
 */
import type { BackupArgs } from "../../components/backup";
import type { ClusterArgs } from "../../components/cluster";
import { argsFor, type componentSettings } from "../../config";

type Settings = ReturnType<typeof componentSettings>;
type Values = Pick<ClusterArgs, Exclude<keyof ClusterArgs, keyof Settings["cluster"]>>;

declare const cluster: Settings["cluster"];
declare const values: Values;
argsFor<ClusterArgs>()(cluster, values);

type Tier = Settings["cluster"]["controlPlaneTier"];
declare const renamed: Omit<Settings["cluster"], "controlPlaneTier"> & { readonly controlTier?: Tier };
// @ts-expect-error -- the schema names an optional key differently than the component
argsFor<ClusterArgs>()(renamed, { ...values, controlPlaneTier: undefined });
declare const shortened: Omit<Settings["cluster"], "controlPlaneTier">;
// @ts-expect-error -- neither settings nor values have an optional argument
argsFor<ClusterArgs>()(shortened, values);

type NodeGroup = Settings["cluster"]["nodeGroups"][string];
declare const nestedRenamed: Omit<Settings["cluster"], "nodeGroups"> & {
  readonly nodeGroups: Readonly<Record<string, Omit<NodeGroup, "releaseVersion"> & { readonly release?: string }>>;
};
// @ts-expect-error -- an optional key in the entries of a map differs
argsFor<ClusterArgs>()(nestedRenamed, values);

type Taint = NodeGroup["taints"][number];
declare const deeplyRenamed: Omit<Settings["cluster"], "nodeGroups"> & {
  readonly nodeGroups: Readonly<
    Record<string, Omit<NodeGroup, "taints"> & { readonly taints: readonly Omit<Taint, "value">[] }>
  >;
};
// @ts-expect-error -- an optional key in the elements of a list is missing
argsFor<ClusterArgs>()(deeplyRenamed, values);

declare const extended: Settings["cluster"] & { readonly compute: string };
// @ts-expect-error -- the component takes no such setting
argsFor<ClusterArgs>()(extended, values);

// @ts-expect-error -- a value has the key of a setting, which it would replace
argsFor<ClusterArgs>()(cluster, { ...values, backup: true });
// @ts-expect-error -- a value is not an argument of the component
argsFor<ClusterArgs>()(cluster, { ...values, clusterNmae: "groundwork-dev" });

declare const backup: Settings["backup"];
// @ts-expect-error -- the optional argument `secondRegion` is not named
argsFor<BackupArgs>()(backup, { platformName: "groundwork-dev", accountId: "111122223333" });
