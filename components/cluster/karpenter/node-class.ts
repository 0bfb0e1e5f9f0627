import type { Tags } from "../../../domain/tags/tags";
import { METADATA_OPTIONS } from "../compute/launch-template";
import type { NodePoolArgs } from "./karpenter-args";

/**
 * What Karpenter would reckon by itself leaves out that the CNI hands out prefixes; EKS reckons 110 for its own groups.
 * https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
 */
const MAX_PODS = 110;

/** Bottlerocket's system volume. Karpenter wants a size for every volume it is told of; this is its own default. */
const BOTTLEROCKET_SYSTEM_GIB = 4;

/**
 * The part of an EC2NodeClass's spec that is known beforehand: the same instance that a managed node group's launch
 * template describes. Subnets, security group and instance profile are named by id, never searched by tag: a tag can
 * be put on anything. https://karpenter.sh/docs/concepts/nodeclasses/
 */
export function nodeClassSpec({ amiAlias, diskSizeGiB }: NodePoolArgs, tags: Tags): NodeClassSpec {
  return {
    amiSelectorTerms: [{ alias: amiAlias }],
    associatePublicIPAddress: false,
    metadataOptions: {
      httpEndpoint: METADATA_OPTIONS.httpEndpoint,
      httpTokens: METADATA_OPTIONS.httpTokens,
      httpPutResponseHopLimit: METADATA_OPTIONS.httpPutResponseHopLimit,
      // EKS does not support it, IPv6 clusters included: https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
      httpProtocolIPv6: "disabled",
    },
    blockDeviceMappings: amiAlias.startsWith("bottlerocket@")
      ? [volume("/dev/xvda", BOTTLEROCKET_SYSTEM_GIB), volume("/dev/xvdb", diskSizeGiB)]
      : [volume("/dev/xvda", diskSizeGiB)],
    kubelet: { maxPods: MAX_PODS },
    // Instances, volumes, network interfaces, launch templates and Spot requests: default tags reach none of them.
    tags: { ...tags },
  };
}

function volume(deviceName: string, sizeGiB: number): BlockDevice {
  return {
    deviceName,
    ebs: { volumeType: "gp3", volumeSize: `${sizeGiB}Gi`, encrypted: true, deleteOnTermination: true },
  };
}

interface BlockDevice {
  readonly deviceName: string;
  readonly ebs: {
    readonly volumeType: string;
    readonly volumeSize: string;
    readonly encrypted: boolean;
    readonly deleteOnTermination: boolean;
  };
}

interface NodeClassSpec {
  readonly amiSelectorTerms: { readonly alias: string }[];
  readonly associatePublicIPAddress: boolean;
  readonly metadataOptions: Readonly<Record<string, string | number>>;
  readonly blockDeviceMappings: BlockDevice[];
  readonly kubelet: { readonly maxPods: number };
  readonly tags: Record<string, string>;
}
