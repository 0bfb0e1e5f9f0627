import type { Tags } from "../../../domain/tags/tags";
import { METADATA_OPTIONS } from "../compute/launch-template";
import type { NodePoolArgs } from "./karpenter-args";

/**
 * Karpenter computes a lower number, because it does not consider that the CNI assigns prefixes. EKS uses 110 for node
 * groups.
 * https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
 */
const MAX_PODS = 110;

/** Bottlerocket's system volume. Karpenter requires a size for each volume in the list; this is its default. */
const BOTTLEROCKET_SYSTEM_GIB = 4;

/**
 * The part of an EC2NodeClass spec that is known before the update: the same instance settings as in the launch template of
 * a managed node group. Subnets, security group and instance profile are selected by ID and not by tag, because any resource
 * can have a tag. https://karpenter.sh/docs/concepts/nodeclasses/
 */
export function nodeClassSpec(
  { amiAlias, diskSizeGiB }: Pick<NodePoolArgs, "amiAlias" | "diskSizeGiB">,
  tags: Tags,
): NodeClassSpec {
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
    // Tags of instances, volumes, network interfaces, launch templates and Spot requests, which get no default tags.
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
