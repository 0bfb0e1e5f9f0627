/** AWS tags as plain data: known when the program starts, never an Output, never changed after creation. */
export type Tags = Readonly<Record<string, string>>;

/** One entry of a launch template's tag specifications. */
export interface TagSpecification {
  readonly resourceType: "instance" | "volume" | "network-interface";
  readonly tags: Tags;
}

/**
 * The platform's tags in the shape of each place that the provider's default tags do not reach.
 * Rendered once by the tagging policy; other components only hand the fields on.
 */
export interface TagFanOut {
  /** The tags themselves. */
  readonly tags: Tags;
  /** `ec2.LaunchTemplate.tagSpecifications`: instances, their volumes and network interfaces. */
  readonly launchTemplate: readonly TagSpecification[];
  /** One `autoscaling.Tag` each, for the group that EKS makes behind a managed node group. */
  readonly autoScalingGroup: readonly {
    readonly key: string;
    readonly value: string;
    readonly propagateAtLaunch: boolean;
  }[];
  /** EBS CSI add-on: `controller.extraVolumeTags`, for volumes of every StorageClass. */
  readonly ebsCsiVolumes: Tags;
  /** StorageClass `parameters`: `tagSpecification_1` = `Key=value`, and so on. */
  readonly storageClass: Readonly<Record<string, string>>;
  /** AWS Load Balancer Controller's annotation and flag form: `Key=value,Key=value`. */
  readonly loadBalancer: string;
}
