import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";
import { ebsDriver } from "./storage-class";

/**
 * The class of snapshots that name none, with the platform's tags. The snapshot goes with its object, as a volume goes with
 * its claim. Its kind comes with the snapshot controller.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md#snapshot-tagging
 */
export function createDefaultSnapshotClass(
  { parent, name, args }: ClusterScope,
  provider: Provider,
  dependsOn: readonly pulumi.Resource[],
): void {
  new CustomResource(
    `${name}-snapshots`,
    {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: { name: "ebs", annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" } },
      driver: ebsDriver(args),
      deletionPolicy: "Delete",
      parameters: args.tagFanOut.storageClass,
    },
    { parent, provider, dependsOn: [...dependsOn] },
  );
}
