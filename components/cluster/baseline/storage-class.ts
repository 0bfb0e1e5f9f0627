import type { Provider } from "@pulumi/kubernetes/provider";
import * as storage from "@pulumi/kubernetes/storage/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";

const IS_DEFAULT = { "storageclass.kubernetes.io/is-default-class": "true" };

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
        provisioner: "ebs.csi.aws.com",
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
