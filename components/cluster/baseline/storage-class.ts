import type { Provider } from "@pulumi/kubernetes/provider";
import * as storage from "@pulumi/kubernetes/storage/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";

/**
 * The class of volumes whose claim names none: encrypted gp3. Since Kubernetes 1.30 no class of EKS is the default.
 * Parameters cannot change, so a changed tag makes the class anew; volumes that exist do not notice.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export function createDefaultStorageClass(
  { parent, name, args }: ClusterScope,
  provider: Provider,
  ebsCsiDriver: pulumi.Resource,
): void {
  new storage.StorageClass(
    `${name}-gp3`,
    {
      metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true", ...args.tagFanOut.storageClass },
      // A volume lives in one zone: wait for the pod, then make it where the pod runs.
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
    },
    { parent, provider, dependsOn: [ebsCsiDriver] },
  );
}
