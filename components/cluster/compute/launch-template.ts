import type { TagFanOut, TagSpecification } from "../../../domain/tags/tags";
import { renderBottlerocketSettings } from "./bottlerocket-settings";
import type { AmiType, NodeGroupArgs } from "./compute-args";

/** A node volume. EC2's API takes its booleans as strings. */
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
 * The volumes of a node. Amazon Linux has one; Bottlerocket keeps its read-only system on the first, whose size the
 * AMI knows, and images and pods on the second:
 * https://github.com/bottlerocket-os/bottlerocket#default-volumes
 */
export function blockDevices(amiType: AmiType, diskSizeGiB: number): BlockDevice[] {
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
 * IMDSv2 only, and answers that travel one hop, which is as far as the node itself: a pod cannot take the node's
 * credentials. Pods have their own through Pod Identity.
 * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export const METADATA_OPTIONS = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
  instanceMetadataTags: "disabled",
} as const;

/**
 * Everything the platform says about an instance that EKS does not.
 *
 * No security group: only without one does EKS attach the cluster's, in which control plane and nodes reach each other
 * on every port, admission webhooks included. A group of our own would have to repeat that, and keep away from the
 * `kubernetes.io/cluster` tag that must stay unique on a node. No AMI, and user data only where Bottlerocket has
 * settings: EKS merges its own, and reckons the node's number of pods. No SSH key and no public address.
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
