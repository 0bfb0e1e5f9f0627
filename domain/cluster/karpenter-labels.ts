/**
 * Labels that Karpenter knows, and those that its NodePool refuses in `labels` and `requirements`. The lists are those of
 * the CRD and of the controller, which checks once more and leaves the pool not Ready:
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.sh_nodepools.yaml
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/v1/labels.go
 */

/** What the values of a label are: a number can be compared by Gt and Lt. */
export type LabelKind = "number" | "text";

/** Of the AWS provider, by the name behind `karpenter.k8s.aws/`. */
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

/** Older spellings, which Karpenter reads as the newer ones. */
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

/** By which an instance can be asked for. */
export const WELL_KNOWN_LABELS: readonly string[] = [...KINDS.keys()];

/** The values that an instance can have; the controller refuses a list of others alone. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  [`${AWS_DOMAIN}/instance-tenancy`, ["dedicated", "default"]],
]);

/** Karpenter knows its own nodes by them. */
const RESERVED_LABELS = ["karpenter.sh/nodepool", "kubernetes.io/hostname"];

/** Any label whose prefix ends so belongs to Karpenter; the CRD compares the end of the text before the slash. */
const RESERVED_DOMAINS = ["karpenter.sh", AWS_DOMAIN];

/** Prefixes of Kubernetes, whose labels nodes get from the kubelet or the cloud. */
const KUBERNETES_DOMAINS = /(^|\.)(kubernetes\.io|k8s\.io|k8s\.aws)$/;

/** The only prefix of Kubernetes that is meant for labels of administrators. */
const FREE_KUBERNETES_DOMAIN = /(^|\.)node-restriction\.kubernetes\.io$/;

/**
 * What Karpenter makes of a label:
 *
 * - `known`: instances have it
 * - `reserved`: Karpenter sets it, the pool is refused
 * - `unknown`: its prefix is Karpenter's, but there is no such label; the pool is refused
 * - `inert`: its prefix is Kubernetes', but instances have no such label: nodes get it, and none is chosen by it
 * - `free`: a label of the user's
 */
export type LabelStanding = "known" | "reserved" | "unknown" | "inert" | "free";

export function labelStanding(label: string): LabelStanding {
  if (RESERVED_LABELS.includes(label)) return "reserved";
  if (KINDS.has(label)) return "known";
  const [domain = ""] = label.split("/");
  if (domain.endsWith(AWS_DOMAIN)) return "unknown";
  if (RESERVED_DOMAINS.some((reserved) => domain.endsWith(reserved))) return "reserved";
  const isKubernetes = label.includes("/") && KUBERNETES_DOMAINS.test(domain) && !FREE_KUBERNETES_DOMAIN.test(domain);
  return isKubernetes ? "inert" : "free";
}

/** Whether Gt and Lt can compare a label's values: those of a user's own label may be numbers. */
export function isOrdered(label: string): boolean {
  return (KINDS.get(label) ?? "number") === "number";
}

/** Values of which an In must name one; undefined where Karpenter knows no list. */
export function knownValues(label: string): readonly string[] | undefined {
  return VALUES.get(label);
}

/** Prefix of taints that Karpenter puts on nodes, and takes off: `karpenter.sh/unregistered`, `karpenter.sh/disrupted`. */
export function isTaintOfKarpenter(key: string): boolean {
  return key.startsWith("karpenter.sh/");
}
