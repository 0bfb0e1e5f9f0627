import { daemonSet, deployment } from "../scheduling";
import type { AddonDefinition } from "./definition";
import { mountedBucketsPolicy } from "./policies";

export const awsMountpointS3CsiDriver: AddonDefinition = {
  description: "Mounts buckets in pods: for large files that are read sequentially, not a general file system.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/s3-csi.html",
  versions: {},
  // The controller tolerates nothing, and the add-on has no setting for it (2026-11-27):
  // https://github.com/aws/containers-roadmap/issues/2676
  pods: [deployment("s3-csi-controller"), daemonSet("s3-csi-node")],
  namespace: "mount-s3",
  identities: ({ settings: { buckets = {} }, ...place }) => [
    {
      key: "aws-mountpoint-s3-csi-driver",
      serviceAccount: "s3-csi-driver-sa",
      permissions: { policy: mountedBucketsPolicy(place, buckets) },
    },
  ],
  // Otherwise pods on a tainted node wait indefinitely for their volume.
  configuration: () => ({ node: { tolerateAllTaints: true } }),
};
