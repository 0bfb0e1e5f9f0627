import type { Codes } from "../../diagnostics/code";

export const addonCodes = {
  "cluster/addon-version-required": {
    cause:
      "This release has no tested version of the add-on for `cluster.version`, and EKS installs no add-on whose version the stack file does not name.",
    remedy:
      "Set `version` to one that `aws eks describe-addon-versions --region <region>` lists for the Kubernetes version.",
  },
  "cluster/kube-proxy-version-skew": {
    cause:
      "The kube-proxy add-on may be up to three minor versions older than the API server and never newer ([version skew policy](https://kubernetes.io/releases/version-skew-policy/#kube-proxy)).",
    remedy: "Remove the version, so that kube-proxy follows `cluster.version`.",
  },
  "cluster/mounted-bucket-missing": {
    cause: "The Mountpoint S3 driver would get permissions on a bucket that the stack does not have.",
    remedy: "Add the bucket to `storage.buckets`, or remove the key.",
  },
  "cluster/s3-driver-without-pod-identity": {
    cause:
      "Version 1 of the Mountpoint S3 driver has no support for EKS Pod Identity, so S3 would refuse every mount ([documentation](https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v1.15.0/docs/CONFIGURATION.md#aws-credentials)).",
    remedy: "Set a version from v2.0.0 on.",
  },
  "cluster/namespace-of-addon": {
    cause:
      "An add-on creates this namespace, and its pods would violate the quota and Pod Security level of a namespace of `cluster.namespaces`.",
    remedy: "Choose another name.",
  },
  "cluster/chart-images-unreachable": {
    cause:
      "Nodes pull the images of the chart from the internet, which a VPC without NAT reaches only through a transit gateway.",
    remedy: "Set `network.nat`, or make sure that the transit gateway leads to the registry.",
  },
  "cluster/secret-store-of-unknown-namespace": {
    cause:
      "The ClusterSecretStore admits a namespace that the platform does not create: a misspelt name, or a namespace without the platform's limits on who may create ExternalSecrets.",
    remedy: "Name a namespace of `cluster.namespaces`.",
  },
  "cluster/keda-untested-version": {
    cause:
      "Each release of KEDA is tested with three minor versions of Kubernetes ([compatibility](https://keda.sh/docs/latest/operate/cluster/)), and this one is not among them.",
    remedy: "Set `cluster.keda.version` to a release that is tested with the Kubernetes version.",
  },
} as const satisfies Codes<"cluster">;
