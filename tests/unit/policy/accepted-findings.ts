/** A finding about the shipped stacks that is accepted, in the form of a waiver. */
export interface AcceptedFinding {
  readonly rule: string;
  /** Pattern of `<type>::<logical name>`, in which `*` stands for any text. */
  readonly resource: string;
  /** Omitted: all stacks. */
  readonly stacks?: readonly string[];
  readonly reason: string;
  readonly expires: string;
}

export const ACCEPTED_FINDINGS: readonly AcceptedFinding[] = [
  {
    rule: "network-acl-admin-ports",
    resource: "*:DefaultNetworkAcl::network-default",
    reason:
      "Network ACLs are stateless, and NAT gateways receive replies on ports 1024 to 65535: a rule that denies port 3389 drops some of them. Security groups, which are stateful, open neither port. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-ephemeral-ports",
    expires: "2027-11-30",
  },
  {
    rule: "vpc-interface-endpoints",
    resource: "*:Vpc::network-vpc",
    stacks: ["prod"],
    reason:
      "Four endpoints in three zones cost $87.60 a month, and each saves money only from 626 GB a month. The APIs of EC2, ECR and Systems Manager transfer far less; image layers use the free S3 gateway endpoint. Calls go through NAT, with TLS.",
    expires: "2027-05-31",
  },
  {
    rule: "bucket-replicated",
    resource: "*:Bucket::storage-bucket-*",
    stacks: ["prod"],
    reason:
      "A copy in a second Region doubles the storage and costs $0.02 per GB of transfer. Versioning, Object Lock and AWS Backup protect the objects against deletion; the loss of a Region is not part of the recovery plan.",
    expires: "2027-05-31",
  },
  {
    rule: "kms-deletion-window",
    resource: "*:Key::governance-alarms-key",
    stacks: ["prod"],
    reason: "The key encrypts notifications on their way, and no stored data: nothing is lost with it.",
    expires: "2027-11-30",
  },
  {
    rule: "log-group-kms-key",
    resource: "*:LogGroup::cluster-logs",
    stacks: ["prod"],
    reason:
      "CloudWatch Logs encrypts the control plane logs with a key of its own. With a customer managed key, a mistake in the key policy stops the delivery of the audit log.",
    expires: "2027-05-31",
  },
  {
    rule: "bucket-versioning",
    resource: "*:Bucket::storage-bucket-*",
    stacks: ["dev"],
    reason: "Build artifacts and scratch data of dev can be created again.",
    expires: "2027-11-30",
  },
  {
    rule: "namespace-default-deny",
    resource: "*:Namespace::cluster-external-secrets-namespace",
    stacks: ["addons"],
    reason:
      "The API server calls the webhook of the operator, and the operator calls AWS: its chart owns the namespace.",
    expires: "2027-11-30",
  },
  {
    rule: "namespace-service-account",
    resource: "*:Namespace::cluster-external-secrets-namespace",
    stacks: ["addons"],
    reason: "The pods of the operator have service accounts of their own; nothing uses the default one.",
    expires: "2027-11-30",
  },
  ...["bucket-replicated", "bucket-versioning", "data-protected", "no-forced-deletion"].map((rule) => ({
    rule,
    resource: "*:Bucket::fleet-bucket-*",
    stacks: ["a", "b"],
    reason: "The inventory of the fleet decides about versions, copies and protection of each bucket.",
    expires: "2027-11-30",
  })),
  {
    rule: "bucket-replicated",
    resource: "*:Bucket::bootstrap-state-bucket",
    stacks: ["example"],
    reason: "The state is small and versioned; `pulumi refresh` and imports restore it after the loss of a Region.",
    expires: "2027-05-31",
  },
];

/** The findings that no entry accepts. */
export function unaccepted<T extends { readonly rule: string; readonly resource: string }>(
  stack: string,
  found: readonly T[],
): readonly T[] {
  return found.filter(
    ({ rule, resource }) => !ACCEPTED_FINDINGS.some((entry) => accepts(entry, stack, rule, resource)),
  );
}

/** Whether an entry accepts a finding about a stack. */
export function accepts(entry: AcceptedFinding, stack: string, rule: string, resource: string): boolean {
  const pattern = new RegExp(`^${entry.resource.replaceAll("*", ".*")}$`);
  return entry.rule === rule && (entry.stacks?.includes(stack) ?? true) && pattern.test(resource);
}
