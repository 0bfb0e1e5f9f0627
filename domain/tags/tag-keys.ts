/** The tag keys that every resource of a platform carries, in the order in which they are written. */
export const MANDATORY_TAG_KEYS = ["Project", "Owner", "CostCenter", "Department", "Environment", "ManagedBy"] as const;
export type MandatoryTagKey = (typeof MANDATORY_TAG_KEYS)[number];

/**
 * The most default tags: an S3 object holds 10 tags (every other resource 50), and two are left to whoever writes the
 * object. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export const MOST_DEFAULT_TAGS = 8;

/** The most tags beside the mandatory ones. */
export const MOST_ADDITIONAL_TAGS = MOST_DEFAULT_TAGS - MANDATORY_TAG_KEYS.length;

/** Key of the tag by which the backup plan selects. Its value is the platform's name: others in the account have plans too. */
export const BACKUP_TAG_KEY = "Backup";

/** Keys that components and controllers set on single resources, with another value on each. */
const KEYS_OF_SINGLE_RESOURCES = [
  "Name",
  BACKUP_TAG_KEY,
  // The EBS CSI driver finds its volumes and snapshots by these:
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md
  "CSIVolumeName",
  "CSIVolumeSnapshotName",
  "KubernetesCluster",
];

/** AWS services that mark what they manage, as in `eks:cluster-name`; the EBS CSI driver compares without a slash. */
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

/** Whether components, EKS or Kubernetes controllers read a meaning into the key; letter case does not matter. */
export function isReservedTagKey(key: string): boolean {
  const lower = key.toLowerCase();
  const [domain = ""] = lower.split("/");
  return (
    KEYS_OF_SINGLE_RESOURCES.some((reserved) => reserved.toLowerCase() === lower) ||
    RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix)) ||
    RESERVED_DOMAINS.some((reserved) => domain === reserved || domain.endsWith(`.${reserved}`))
  );
}
