/** What the tags of every resource state, with the default of each key, in the order in which the tags are rendered. */
export const DEFAULT_TAG_KEYS = {
  project: "Project",
  owner: "Owner",
  costCenter: "CostCenter",
  department: "Department",
  environment: "Environment",
  managedBy: "ManagedBy",
} as const;

/** What a mandatory tag states. The key of the tag is configurable. */
export type TagMeaning = keyof typeof DEFAULT_TAG_KEYS;
export const TAG_MEANINGS = Object.keys(DEFAULT_TAG_KEYS) as readonly TagMeaning[];

/** The key of each mandatory tag. */
export type TagKeys = Readonly<Record<TagMeaning, string>>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export const MOST_OBJECT_TAGS = 10;

/**
 * Maximum number of default tags. AWS allows 50 tags on a resource, but fewer on an S3 object, and the provider adds the default
 * tags to each object that a program uploads (`aws.s3.BucketObjectv2`): two are left for its own tags.
 */
const MOST_DEFAULT_TAGS = MOST_OBJECT_TAGS - 2;

/** Maximum number of tags in addition to the mandatory ones. */
export const MOST_ADDITIONAL_TAGS = MOST_DEFAULT_TAGS - TAG_MEANINGS.length;

/** Key of the tag by which the backup plan selects resources. Its value is the platform's name, because an account can have several plans. */
export const BACKUP_TAG_KEY = "Backup";

/** Key of the tag that names the tier of a subnet and of its route table: `public`, `private`, `isolated`, `control-plane`, `pods`. */
export const TIER_TAG_KEY = "Tier";

/** Keys that components set on single resources. */
export const COMPONENT_TAG_KEYS: readonly string[] = [
  "Name",
  BACKUP_TAG_KEY,
  TIER_TAG_KEY,
  "kubernetes.io/role/elb",
  "kubernetes.io/role/internal-elb",
  "kubernetes.io/role/cni",
  "karpenter.sh/discovery",
];

/** Keys that components and controllers set on single resources, with different values. */
const KEYS_OF_SINGLE_RESOURCES = [
  ...COMPONENT_TAG_KEYS,
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

/** The mandatory tag that has a key. Ignores letter case, because IAM does. */
export function meaningOf(key: string, keys: TagKeys): TagMeaning | undefined {
  return TAG_MEANINGS.find((meaning) => isSameTagKey(keys[meaning], key));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
export function isSameTagKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
