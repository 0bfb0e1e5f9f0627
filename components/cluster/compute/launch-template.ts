import type { TagFanOut, TagSpecification } from "../../../domain/tags/tags";
import { renderBottlerocketSettings } from "./bottlerocket-settings";
import type { AmiType, NodeGroupArgs } from "./compute-args";

/** A volume of a node. The EC2 API expects booleans as strings. */
interface BlockDevice {
  readonly deviceName: string;
  readonly ebs: {
    readonly volumeType: "gp3";
    readonly encrypted: "true";
    readonly deleteOnTermination: "true";
    readonly volumeSize?: number;
  };
}

/**
 * Volumes of a node. Amazon Linux has one volume. Bottlerocket has its read-only system on the first, of the size that the
 * AMI sets, and images and pods on the second:
 * https://github.com/bottlerocket-os/bottlerocket#default-volumes
 */
function blockDevices(amiType: AmiType, diskSizeGiB: number): BlockDevice[] {
  return amiType.startsWith("BOTTLEROCKET")
    ? [gp3Volume("/dev/xvda"), gp3Volume("/dev/xvdb", diskSizeGiB)]
    : [gp3Volume("/dev/xvda", diskSizeGiB)];
}

function gp3Volume(deviceName: string, sizeGiB?: number): BlockDevice {
  return {
    deviceName,
    ebs: {
      volumeType: "gp3",
      encrypted: "true",
      deleteOnTermination: "true",
      ...(sizeGiB === undefined ? {} : { volumeSize: sizeGiB }),
    },
  };
}

/**
 * IMDSv2 only, with a hop limit of 1, so that pods cannot get the credentials of the node. Pods get their own from Pod
 * Identity.
 * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export const METADATA_OPTIONS = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
  instanceMetadataTags: "disabled",
} as const;

/**
 * Settings of an instance that EKS does not choose.
 *
 * The template has no security group: only without one does EKS attach the cluster's, in which control plane and nodes
 * reach each other on every port, including those of admission webhooks. Another group would have to repeat its rules, and
 * must not have the tag `kubernetes.io/cluster`, which only one group of a node may have. The template has no AMI, and user
 * data only for Bottlerocket settings: EKS merges its own, and computes the number of pods. It has no SSH key and no public
 * address.
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function nodeTemplate(
  nodeName: string,
  { amiType, diskSizeGiB, bottlerocket }: Pick<NodeGroupArgs, "amiType" | "diskSizeGiB" | "bottlerocket">,
  tags: TagFanOut,
): {
  readonly blockDeviceMappings: BlockDevice[];
  readonly metadataOptions: typeof METADATA_OPTIONS;
  readonly tagSpecifications: TagSpecification[];
  readonly userData?: string;
} {
  return {
    blockDeviceMappings: blockDevices(amiType, diskSizeGiB),
    metadataOptions: METADATA_OPTIONS,
    tagSpecifications: tags.launchTemplate.map(({ resourceType, tags: own }) => ({
      resourceType,
      tags: { ...own, Name: nodeName },
    })),
    ...(bottlerocket === undefined
      ? {}
      : { userData: Buffer.from(renderBottlerocketSettings(bottlerocket)).toString("base64") }),
  };
}
