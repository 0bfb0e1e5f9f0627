import type { CoreAddonName, OptionalAddonName } from "../../../domain/cluster/addons/catalog";
import type { AddonSettings } from "../../../domain/cluster/addons/definition";

export interface AddonArgs {
  /** As EKS names it, e.g. `v8.6.0-eksbuild.6`. */
  readonly version: string;
  /** Configuration values, merged over those of the catalog. Default: none. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** The EKS add-ons of every cluster. */
export type CoreAddonsArgs = Readonly<Record<CoreAddonName, AddonArgs>>;

/** Settings beside version and configuration. */
interface RequiredSettings {
  readonly "aws-mountpoint-s3-csi-driver": Required<Pick<AddonSettings, "buckets">>;
  readonly "external-dns": Required<Pick<AddonSettings, "zones" | "policy">>;
}

/** EKS add-ons of the catalog that the cluster has only on request. A removed add-on is deleted with its pods. */
export type OptionalAddonsArgs = {
  readonly [Name in OptionalAddonName]?: AddonArgs &
    (Name extends keyof RequiredSettings ? RequiredSettings[Name] : unknown);
};

/** An EKS add-on outside the catalog. */
export interface ExtraAddonArgs extends AddonArgs {
  /** IAM policies of its service accounts, granted through EKS Pod Identity, by the name of the service account. */
  readonly serviceAccounts: Readonly<Record<string, { readonly policyArns: readonly string[] }>>;
}
