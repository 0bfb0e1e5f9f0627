import type { Provider } from "@pulumi/kubernetes/provider";
import * as storage from "@pulumi/kubernetes/storage/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";

const IS_DEFAULT = { "storageclass.kubernetes.io/is-default-class": "true" };

/** Label of the nodes that Auto Mode makes. */
const AUTO_MODE_NODES = { key: "eks.amazonaws.com/compute-type", values: ["auto"] };

/** Auto Mode has a driver of its own: https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html */
export function ebsDriver({ autoMode }: Pick<ClusterArgs, "autoMode">): string {
  return autoMode === undefined ? "ebs.csi.aws.com" : "ebs.csi.eks.amazonaws.com";
}

/**
 * Encrypted gp3, twice. `gp3` is for claims that name no class: since Kubernetes 1.30 no class of EKS is the default.
 * The volume of `gp3-retain` outlives its claim, and the cluster, until someone deletes it; until then it is paid for.
 *
 * Parameters cannot change, so a changed tag makes a class anew; volumes that exist do not notice.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export function createStorageClasses(
  { parent, name, args }: ClusterScope,
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
        // Volumes of Auto Mode's driver attach to its own nodes only.
        ...(args.autoMode === undefined ? {} : { allowedTopologies: [{ matchLabelExpressions: [AUTO_MODE_NODES] }] }),
        parameters: { type: "gp3", encrypted: "true", ...args.tagFanOut.storageClass },
        // A volume lives in one zone: wait for the pod, then make it where the pod runs.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy,
      },
      { parent, provider, dependsOn: [ebsCsiDriver] },
    );
  createClass("gp3", "Delete", IS_DEFAULT);
  createClass("gp3-retain", "Retain", {});
}
