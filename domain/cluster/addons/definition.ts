import type { JsonValue } from "../../json";
import type { TagFanOut } from "../../tags/tags";
import type { AwsApiCaller } from "../aws-api-caller";
import type { ComponentPods } from "../scheduling";

/** The cluster that an add-on runs in. */
export interface AddonContext {
  /** Also the prefix of physical names. */
  readonly clusterName: string;
  readonly accountId: string;
  readonly region: string;
  readonly ipFamily: "ipv4" | "ipv6";
  readonly tags: TagFanOut;
  /** Domains of the hosted zones in which external-dns writes records. */
  readonly domains: readonly string[];
  readonly settings: AddonSettings;
}

/** The settings of those add-ons that have some besides version and configuration. */
export interface AddonSettings {
  /** What pods may do with the platform's buckets, by the key of the bucket. */
  readonly buckets?: Readonly<Record<string, BucketAccess>>;
  /** Ids of Route 53 hosted zones, by domain. */
  readonly zones?: Readonly<Record<string, string>>;
  /** Whether external-dns also deletes records. */
  readonly policy?: "upsert-only" | "sync";
}

export type BucketAccess = "read-only" | "read-write";

/** Permissions of one service account of an add-on, granted through EKS Pod Identity. */
export interface AddonIdentity {
  /** Name of the role, after the logical name of the cluster. It is part of a URN. */
  readonly key: string;
  readonly serviceAccount: string;
  /**
   * Name of an AWS managed policy, or a policy document where AWS has no managed policy of this scope. The IDs of hosted zones
   * that the stack creates are known only at an update.
   */
  readonly permissions:
    | { readonly managedPolicy: string }
    | { readonly policy: string }
    | { readonly policyForZones: (zoneIds: readonly string[]) => string };
}

export interface LockedVersion {
  readonly version: string;
  /** The day on which the version was looked up: AWS's default then, or what a cluster of this Kubernetes version ran. */
  readonly asOf: string;
}

/** The definition of one EKS add-on. */
export interface AddonDefinition {
  /** What it does, for the schema and the documentation: one sentence. */
  readonly description: string;
  /** Page of AWS or of the project. */
  readonly documentation: string;
  /** Price, with currency and period; omitted where the add-on is free. */
  readonly price?: string;
  /** What it costs beyond the prices that the bill knows: a noun phrase. */
  readonly unpriced?: string;
  /** The locked version by Kubernetes minor version. */
  readonly versions: Readonly<Record<string, LockedVersion>>;
  readonly pods: readonly ComponentPods[];
  /** The namespace that it creates. Omitted: it runs in `kube-system`. */
  readonly namespace?: string;
  /** AWS APIs that it calls besides those of every node; omitted where it calls none. */
  readonly awsApi?: AwsApiCaller;
  /** Names of CloudWatch log groups that it writes to, by the end of their logical name. */
  readonly logGroups?: (clusterName: string) => Readonly<Record<string, string>>;
  /** Keys of those with metrics, which CloudWatch extracts from groups of class STANDARD only. */
  readonly metricLogGroups?: readonly string[];
  /** EKS keeps values that something else changed in the cluster, instead of overwriting them at an update. */
  readonly keepsChangesInCluster?: true;
  readonly identities?: (context: AddonContext) => readonly AddonIdentity[];
  /**
   * Configuration values by the schema that `aws eks describe-addon-configuration` prints. An add-on without any has an
   * empty object: omitted values would leave earlier ones in force.
   */
  readonly configuration: (context: AddonContext) => Readonly<Record<string, JsonValue>>;
}

/** The configuration of an add-on that runs well with its defaults. */
export function noConfiguration(): Readonly<Record<string, never>> {
  return {};
}
