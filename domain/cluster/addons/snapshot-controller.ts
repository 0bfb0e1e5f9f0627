import { deployment, ON_SYSTEM_NODES, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";

export const snapshotController: AddonDefinition = {
  description: "Takes snapshots of EBS volumes through Kubernetes objects, with a default VolumeSnapshotClass.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html",
  price: "$0.05 per GB and month of changed blocks",
  versions: { "1.35": { version: "v8.6.0-eksbuild.6", asOf: "2026-11-21" } },
  pods: [deployment("snapshot-controller", SYSTEM)],
  configuration: () => ({ tolerations: ON_SYSTEM_NODES }),
};
