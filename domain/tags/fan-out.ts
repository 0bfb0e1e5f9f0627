import type { TagFanOut, Tags } from "./tags";

/** What an instance brings along, each tagged by a specification of its own. */
const LAUNCHED = ["instance", "volume", "network-interface"] as const;

/**
 * The same tags in the shape of each place that the provider's default tags do not reach, because AWS or a Kubernetes
 * controller makes the resource, not this program. Frozen all the way down.
 */
export function fanOutTags(tags: Tags): TagFanOut {
  const own = Object.freeze({ ...tags });
  const pairs = Object.entries(own).map(([key, value]) => `${key}=${value}`);
  return Object.freeze({
    tags: own,
    launchTemplate: Object.freeze(LAUNCHED.map((resourceType) => Object.freeze({ resourceType, tags: own }))),
    autoScalingGroup: Object.freeze(
      // Instances have theirs from the launch template, and a propagated tag would silently win over it:
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
      Object.entries(own).map(([key, value]) => Object.freeze({ key, value, propagateAtLaunch: false })),
    ),
    ebsCsiVolumes: own,
    storageClass: Object.freeze(
      Object.fromEntries(pairs.map((pair, index) => [`tagSpecification_${index + 1}`, pair])),
    ),
    loadBalancer: pairs.join(","),
  });
}
