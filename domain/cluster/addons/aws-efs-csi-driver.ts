import { daemonSet, deployment, SYSTEM } from "../scheduling";
import { type AddonDefinition, noConfiguration } from "./definition";

export const awsEfsCsiDriver: AddonDefinition = {
  description: "Mounts file systems (storage.fileSystems) in pods.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html",
  versions: {
    "1.34": { version: "v3.4.2-eksbuild.1", asOf: "2026-11-21" },
    "1.35": { version: "v3.4.2-eksbuild.1", asOf: "2026-11-21" },
    "1.36": { version: "v3.4.2-eksbuild.1", asOf: "2026-11-21" },
  },
  // https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/charts/aws-efs-csi-driver/values.yaml
  pods: [
    deployment("efs-csi-controller", SYSTEM, { key: "efs.csi.aws.com/agent-not-ready" }),
    daemonSet("efs-csi-node"),
  ],
  // It looks up mount targets and creates access points:
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEFSCSIDriverPolicy.html
  awsApi: {
    name: "the EFS driver",
    services: ["elasticfilesystem"],
    otherwise: "no access point is created for a PersistentVolumeClaim",
  },
  // The controller creates access points. The pod on the node mounts, with TLS and its own role, since file systems admit
  // only principals that IAM allows: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
  identities: () => [
    {
      key: "aws-efs-csi-driver-controller",
      serviceAccount: "efs-csi-controller-sa",
      permissions: { managedPolicy: "service-role/AmazonEFSCSIDriverPolicy" },
    },
    {
      key: "aws-efs-csi-driver-node",
      serviceAccount: "efs-csi-node-sa",
      permissions: { managedPolicy: "AmazonElasticFileSystemClientReadWriteAccess" },
    },
  ],
  configuration: noConfiguration,
};
