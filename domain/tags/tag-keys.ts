/** The tag keys of every resource of a platform, in the order in which they are rendered. */
export const MANDATORY_TAG_KEYS = ["Project", "Owner", "CostCenter", "Department", "Environment", "ManagedBy"] as const;
export type MandatoryTagKey = (typeof MANDATORY_TAG_KEYS)[number];

/**
 * Maximum number of default tags: an S3 object has at most 10 tags (other resources 50), and two are reserved for the writer
 * of the object. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
const MOST_DEFAULT_TAGS = 8;

/** Maximum number of tags in addition to the mandatory ones. */
export const MOST_ADDITIONAL_TAGS = MOST_DEFAULT_TAGS - MANDATORY_TAG_KEYS.length;

/** Key of the tag by which the backup plan selects resources. Its value is the platform's name, because an account can have several plans. */
export const BACKUP_TAG_KEY = "Backup";

/** Keys that components and controllers set on single resources, with different values. */
const KEYS_OF_SINGLE_RESOURCES = [
  "Name",
  BACKUP_TAG_KEY,
  // The EBS CSI driver identifies its volumes and snapshots by these keys:
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md
  "CSIVolumeName",
  "CSIVolumeSnapshotName",
  "KubernetesCluster",
];

/** Prefixes of AWS services, such as `eks:cluster-name`. The EBS CSI driver compares its prefix without a slash. */
const RESERVED_PREFIXES = ["eks:", "kubernetes.io"];

/**
 * DNS domains whose tag keys controllers read or refuse. Each covers its subdomains (`ebs.csi.aws.com/cluster`).
 *
 * - `kubernetes.io`, `csi.aws.com`: the EBS and EFS CSI drivers, https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/driver/options.go
 * - `karpenter.sh`, `k8s.aws`: Karpenter's EC2NodeClass, https://karpenter.sh/docs/concepts/nodeclasses/#spectags
 * - `k8s.aws`: the AWS Load Balancer Controller, https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/main/pkg/config
 * - `k8s.amazonaws.com`: the VPC CNI, https://github.com/aws/amazon-vpc-cni-k8s#additional_eni_tags-since-v160
 */
const RESERVED_DOMAINS = ["kubernetes.io", "k8s.io", "csi.aws.com", "karpenter.sh", "k8s.aws", "k8s.amazonaws.com"];

/** Whether components, EKS or Kubernetes controllers use the key. Ignores letter case. */
export function isReservedTagKey(key: string): boolean {
  const lower = key.toLowerCase();
  const [domain = ""] = lower.split("/");
  return (
    KEYS_OF_SINGLE_RESOURCES.some((reserved) => reserved.toLowerCase() === lower) ||
    RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix)) ||
    RESERVED_DOMAINS.some((reserved) => domain === reserved || domain.endsWith(`.${reserved}`))
  );
}
