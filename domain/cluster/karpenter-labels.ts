/**
 * Labels that Karpenter knows, and those that a NodePool must not have in `labels` and `requirements`, as the CRD and
 * the controller check them; the controller leaves an invalid pool not Ready:
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.sh_nodepools.yaml
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/v1/labels.go
 */

/** Type of a label's values: Gt and Lt compare numbers. */
type LabelKind = "number" | "text";

/** Labels of the AWS provider, without their prefix `karpenter.k8s.aws/`. */
const AWS_LABELS: Readonly<Record<string, LabelKind>> = {
  "capacity-reservation-id": "text",
  "capacity-reservation-interruptible": "text",
  "capacity-reservation-type": "text",
  "instance-accelerator-count": "number",
  "instance-accelerator-manufacturer": "text",
  "instance-accelerator-name": "text",
  "instance-capability-flex": "text",
  "instance-category": "text",
  "instance-cpu": "number",
  "instance-cpu-manufacturer": "text",
  "instance-cpu-sustained-clock-speed-mhz": "number",
  "instance-ebs-bandwidth": "number",
  "instance-encryption-in-transit-supported": "text",
  "instance-family": "text",
  "instance-generation": "number",
  "instance-gpu-count": "number",
  "instance-gpu-manufacturer": "text",
  "instance-gpu-memory": "number",
  "instance-gpu-name": "text",
  "instance-hypervisor": "text",
  "instance-local-nvme": "number",
  "instance-memory": "number",
  "instance-network-bandwidth": "number",
  "instance-size": "text",
  "instance-tenancy": "text",
  "placement-group-id": "text",
  "placement-group-partition": "number",
};

const AWS_DOMAIN = "karpenter.k8s.aws";

/** Labels of Kubernetes and of AWS by which Karpenter chooses instances. */
const OTHER_LABELS = [
  "karpenter.sh/capacity-type",
  "kubernetes.io/arch",
  "kubernetes.io/os",
  "node.kubernetes.io/instance-type",
  "node.kubernetes.io/windows-build",
  "topology.k8s.aws/zone-id",
  "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone",
];

/** Deprecated labels, which Karpenter reads as their successors. */
export const LABEL_ALIASES: ReadonlyMap<string, string> = new Map([
  ["beta.kubernetes.io/arch", "kubernetes.io/arch"],
  ["beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type"],
  ["beta.kubernetes.io/os", "kubernetes.io/os"],
  ["failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region"],
  ["failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone"],
]);

const KINDS: ReadonlyMap<string, LabelKind> = new Map([
  ...Object.entries(AWS_LABELS).map(([name, kind]) => [`${AWS_DOMAIN}/${name}`, kind] as const),
  ...[...OTHER_LABELS, ...LABEL_ALIASES.keys()].map((label) => [label, "text"] as const),
]);

/** Labels by which Karpenter chooses instance types. */
export const WELL_KNOWN_LABELS: readonly string[] = [...KINDS.keys()];

/** All values that instances have. The controller refuses a requirement with none of them. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  [`${AWS_DOMAIN}/instance-tenancy`, ["dedicated", "default"]],
]);

/** Labels by which Karpenter recognizes its nodes. */
const RESERVED_LABELS = ["karpenter.sh/nodepool", "kubernetes.io/hostname"];

/** Domains of Karpenter. The CRD compares the end of a label's prefix with them. */
const RESERVED_DOMAINS = ["karpenter.sh", AWS_DOMAIN];

/** Domains of Kubernetes, whose labels the kubelet or the cloud provider sets. */
const KUBERNETES_DOMAINS = /(^|\.)(kubernetes\.io|k8s\.io|k8s\.aws)$/;

/** The only domain of Kubernetes for labels of administrators. */
const FREE_KUBERNETES_DOMAIN = /(^|\.)node-restriction\.kubernetes\.io$/;

/**
 * How Karpenter treats a label:
 *
 * - `known`: instance types have it
 * - `reserved`: Karpenter sets it, and refuses the pool
 * - `unknown`: the prefix belongs to Karpenter, which has no such label, and refuses the pool
 * - `inert`: the prefix belongs to Kubernetes, and instance types have no such label: Karpenter only adds it to nodes
 * - `free`: a label of the user
 */
export type LabelOrigin = "known" | "reserved" | "unknown" | "inert" | "free";

export function labelOrigin(label: string): LabelOrigin {
  if (RESERVED_LABELS.includes(label)) return "reserved";
  if (KINDS.has(label)) return "known";
  const [domain = ""] = label.split("/");
  if (domain.endsWith(AWS_DOMAIN)) return "unknown";
  if (RESERVED_DOMAINS.some((reserved) => domain.endsWith(reserved))) return "reserved";
  const isKubernetes = label.includes("/") && KUBERNETES_DOMAINS.test(domain) && !FREE_KUBERNETES_DOMAIN.test(domain);
  return isKubernetes ? "inert" : "free";
}

/** Whether Gt and Lt can compare the values of a label. Values of a user's label may be numbers. */
export function isOrdered(label: string): boolean {
  return (KINDS.get(label) ?? "number") === "number";
}

/** Values of which an `In` must contain at least one. Undefined: any. */
export function knownValues(label: string): readonly string[] | undefined {
  return VALUES.get(label);
}

/** Whether Karpenter adds and removes a taint itself, such as `karpenter.sh/unregistered` and `karpenter.sh/disrupted`. */
export function isTaintOfKarpenter(key: string): boolean {
  return key.startsWith("karpenter.sh/");
}
