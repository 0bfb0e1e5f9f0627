import type { TagFanOut, Tags } from "./tags";

/** Resources that a launch template creates, each with a separate tag specification. */
export const LAUNCHED = ["instance", "volume", "network-interface"] as const;

/**
 * The tags in the format of each place that the provider's default tags do not reach, because AWS or a Kubernetes controller
 * creates the resources. Deeply frozen.
 */
export function fanOutTags(tags: Tags): TagFanOut {
  const own = Object.freeze({ ...tags });
  const pairs = Object.entries(own).map(([key, value]) => `${key}=${value}`);
  return Object.freeze({
    tags: own,
    launchTemplate: Object.freeze(LAUNCHED.map((resourceType) => Object.freeze({ resourceType, tags: own }))),
    autoScalingGroup: Object.freeze(
      // The launch template tags instances, and a propagated tag would override its tags:
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
      Object.entries(own).map(([key, value]) => Object.freeze({ key, value, propagateAtLaunch: false })),
    ),
    ebsCsiVolumes: own,
    storageClass: Object.freeze(
      Object.fromEntries(pairs.map((pair, index) => [`tagSpecification_${index + 1}`, pair])),
    ),
  });
}
