import type { Provider } from "@pulumi/kubernetes/provider";
import * as storage from "@pulumi/kubernetes/storage/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";

const IS_DEFAULT = { "storageclass.kubernetes.io/is-default-class": "true" };

/** Label of the nodes of Auto Mode. */
const AUTO_MODE_NODES = { key: "eks.amazonaws.com/compute-type", values: ["auto"] };

/** Auto Mode has another CSI driver: https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html */
export function ebsDriver({ autoMode }: Pick<ClusterArgs, "autoMode">): string {
  return autoMode === undefined ? "ebs.csi.aws.com" : "ebs.csi.eks.amazonaws.com";
}

/**
 * Two StorageClasses with encrypted gp3 volumes. `gp3` is the default: since Kubernetes 1.30, EKS clusters have none.
 * `gp3-retain` retains the volume, and its cost, after its claim and the cluster are deleted, until someone deletes it.
 *
 * Parameters are immutable, so a changed tag replaces a class, without effect on existing volumes.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export function createStorageClasses(
  { parent, name, args }: Omit<ClusterScope<"autoMode" | "tagFanOut">, "controlPlane">,
  provider: Provider,
  ebsCsiDriver: pulumi.Resource,
): void {
  const createClass = (
    className: string,
    reclaimPolicy: "Delete" | "Retain",
    annotations: Readonly<Record<string, string>>,
  ): storage.StorageClass =>
    new storage.StorageClass(
      `${name}-${className}`,
      {
        metadata: { name: className, annotations },
        provisioner: ebsDriver(args),
        // Volumes of the Auto Mode driver attach only to nodes of Auto Mode.
        ...(args.autoMode === undefined ? {} : { allowedTopologies: [{ matchLabelExpressions: [AUTO_MODE_NODES] }] }),
        parameters: { type: "gp3", encrypted: "true", ...args.tagFanOut.storageClass },
        // A volume is in one zone: create it in the zone of its pod, once the pod is scheduled.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy,
      },
      { parent, provider, dependsOn: [ebsCsiDriver] },
    );
  createClass("gp3", "Delete", IS_DEFAULT);
  createClass("gp3-retain", "Retain", {});
}
