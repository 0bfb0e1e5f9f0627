import type { Codes } from "../diagnostics/code";
import { bucketCodes } from "./bucket-codes";
import { deliveryCodes } from "./delivery-codes";

const EFS = "https://docs.aws.amazon.com/efs/latest/ug";

const fileSystemAndRegistryCodes = {
  "storage/archive-before-infrequent-access": {
    cause: `EFS moves files to Infrequent Access first and [to Archive later](${EFS}/API_LifecyclePolicy.html), and refuses the opposite order.`,
    remedy: "Set `archiveDays` to a greater number than `infrequentAccessDays`, or remove it.",
  },
  "storage/archive-in-one-zone": {
    cause: `A file system that keeps its data in one zone [has no Archive storage class](${EFS}/availability-durability.html).`,
    remedy: "Remove `archiveDays`, or remove `zone`.",
  },
  "storage/file-system-zone-without-subnets": {
    cause:
      "A file system in one zone needs a mount target in that zone, and the network has no subnets there, because `network.zones` does not contain it.",
    remedy: "Name one of `network.zones`, or remove `zone`.",
  },
  "storage/file-system-quota": {
    cause: "The stack has more file systems than EFS allows per account and Region.",
    remedy: "Remove file systems, or request a higher quota.",
  },
  "storage/mount-target-quota": {
    cause:
      "A file system has a mount target in each zone of the network, and the stack needs more of them than EFS allows per VPC.",
    remedy: "Remove file systems, or use access points of one file system.",
  },
  "storage/access-point-quota": {
    cause: "The file system has more access points than EFS allows.",
    remedy: "Remove access points, or request a higher quota.",
  },
  "storage/image-quota": {
    cause:
      "`keepTaggedImages` is greater than the number of images that ECR allows per repository, so ECR refuses pushes before it deletes old images.",
    remedy: "Set a smaller number, or request a higher quota.",
  },
} as const satisfies Codes<"storage">;

export const storageCodes = { ...bucketCodes, ...deliveryCodes, ...fileSystemAndRegistryCodes } as const;
