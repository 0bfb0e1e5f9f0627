import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";
import { ebsDriver } from "./storage-class";

/**
 * Default VolumeSnapshotClass, with the tags of the stack. Deleting a VolumeSnapshot deletes its EBS snapshot. The snapshot
 * controller installs the CustomResourceDefinition.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md#snapshot-tagging
 */
export function createDefaultSnapshotClass(
  { parent, name, args }: Omit<ClusterScope<"autoMode" | "tagFanOut">, "controlPlane">,
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
