/** AWS tags as immutable plain data, without Outputs. */
export type Tags = Readonly<Record<string, string>>;

/** A tag specification of a launch template. */
export interface TagSpecification {
  readonly resourceType: "instance" | "volume" | "network-interface";
  readonly tags: Tags;
}

/**
 * The platform's tags in the format of each place that the provider's default tags do not reach. The tagging policy renders
 * them once.
 */
export interface TagFanOut {
  /** The tags themselves. */
  readonly tags: Tags;
  /** `ec2.LaunchTemplate.tagSpecifications`: instances, their volumes and network interfaces. */
  readonly launchTemplate: readonly TagSpecification[];
  /** One `autoscaling.Tag` each, for the Auto Scaling group that EKS creates for a managed node group. */
  readonly autoScalingGroup: readonly {
    readonly key: string;
    readonly value: string;
    readonly propagateAtLaunch: boolean;
  }[];
  /** EBS CSI add-on: `controller.extraVolumeTags`, for volumes of every StorageClass. */
  readonly ebsCsiVolumes: Tags;
  /** StorageClass `parameters`: `tagSpecification_1` = `Key=value`, and so on. */
  readonly storageClass: Readonly<Record<string, string>>;
}
