/** What pods may do with a bucket that they mount. */
export type BucketAccess = "read-only" | "read-write";

interface AddonVersion {
  /** Of EKS's build, e.g. `v8.6.0-eksbuild.6`. */
  readonly version: string;
}

/** EKS add-ons that a cluster has only when it asks for them. Taking one away takes its pods away. */
export interface OptionalAddonsArgs {
  readonly "aws-efs-csi-driver"?: AddonVersion;
  /** Keyed by the bucket's key in the platform's storage. */
  readonly "aws-mountpoint-s3-csi-driver"?: AddonVersion & { readonly buckets: Readonly<Record<string, BucketAccess>> };
  readonly "snapshot-controller"?: AddonVersion;
  readonly "cert-manager"?: AddonVersion;
  /** Hosted zone ids by domain: records of no other zone can be changed. */
  readonly "external-dns"?: AddonVersion & { readonly zones: Readonly<Record<string, string>> };
  readonly "kube-state-metrics"?: AddonVersion;
  readonly "prometheus-node-exporter"?: AddonVersion;
  /** CloudWatch takes $0.50 per GB of container logs, and more for metrics by node and pod. */
  readonly "amazon-cloudwatch-observability"?: AddonVersion;
}

export type OptionalAddonName = keyof OptionalAddonsArgs;
