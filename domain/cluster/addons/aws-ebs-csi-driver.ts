import { daemonSet, deployment, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";

export const awsEbsCsiDriver: AddonDefinition = {
  description: "Creates and attaches EBS volumes for PersistentVolumeClaims.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html",
  versions: {
    "1.34": { version: "v1.63.1-eksbuild.1", asOf: "2026-09-04" },
    "1.35": { version: "v1.63.1-eksbuild.1", asOf: "2026-08-27" },
    "1.36": { version: "v1.63.1-eksbuild.1", asOf: "2026-09-18" },
  },
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/v1.63.1/charts/aws-ebs-csi-driver/values.yaml
  pods: [deployment("ebs-csi-controller", SYSTEM, { effect: "NO_EXECUTE" }), daemonSet("ebs-csi-node")],
  identities: () => [
    {
      key: "aws-ebs-csi-driver",
      serviceAccount: "ebs-csi-controller-sa",
      permissions: { managedPolicy: "service-role/AmazonEBSCSIDriverPolicy" },
    },
  ],
  configuration: ({ region, tags }) => ({
    controller: {
      // Set here because pods cannot ask the instance metadata service: hop limit 1.
      region,
      extraVolumeTags: tags.ebsCsiVolumes,
    },
  }),
};
