import type { Codes } from "../diagnostics/code";

/** Findings about settings that have no effect because of another setting. */
export const unusedSettingsCodes = {
  "stack/unused-dns-firewall-settings": {
    cause: "The setting belongs to the rules of the DNS firewall, and without a list of domains there are none.",
    remedy: "Remove the setting, or set `blockedDomains` or `managedDomainLists`.",
  },
  "stack/redundant-domain-list": {
    cause:
      "AWSManagedDomainsAggregateThreatList [contains the domains](https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html) of the other managed lists.",
    remedy: "Remove the other list.",
  },
  "stack/unused-pod-cidr": {
    cause:
      "On nodes of EKS Auto Mode, [pods get addresses](https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html) of the private subnets, so the subnets of `network.podCidr` stay empty.",
    remedy: "Remove `network.podCidr`, and make the private subnets large enough for the pods.",
  },
  "stack/unused-ipv6-of-existing-vpc": {
    cause: "Only a cluster whose `cluster.ipFamily` is ipv6 uses the IPv6 addresses of an existing VPC.",
    remedy: "Remove `network.existing.ipv6`, or set `cluster.ipFamily` to ipv6.",
  },
  "stack/unused-log-settings": {
    cause: "With an empty `cluster.logTypes`, the control plane writes no logs, so there is no log group to configure.",
    remedy: "Remove the setting, or list log types in `cluster.logTypes`.",
  },
  "stack/unused-admission-settings": {
    cause: "Admission policies apply to the namespaces in `cluster.namespaces` only, and there are none.",
    remedy: "Remove the setting, or add a namespace to `cluster.namespaces`.",
  },
  "stack/unused-backup-settings": {
    cause: "With `backup.enabled` false, the stack has no backup plan and no vault that the setting could apply to.",
    remedy: "Remove the setting, or set `backup.enabled` to true.",
  },
  "stack/unused-key-deletion-window": {
    cause:
      "The window delays the deletion of a KMS key of the stack, and with this encryption the stack creates no key.",
    remedy: "Remove `keyDeletionWindowDays`, or set the encryption to customer-managed.",
  },
  "stack/unused-organization-only": {
    cause: "`storage.organizationOnly` limits access to `aws.organizationId`, and the stack file does not set it.",
    remedy: "Remove `storage.organizationOnly`, or set `aws.organizationId`.",
  },
  "stack/unused-by-fleet": {
    cause: "A fleet creates buckets without replicas and no IAM roles, so the setting applies to no resource.",
    remedy: "Remove the setting.",
  },
  "stack/unused-second-region": {
    cause: "No bucket is replicated, no backup is copied and no image is replicated to the second Region.",
    remedy: "Remove `aws.secondRegion`, or turn on one of the copies.",
  },
  "stack/unused-mfa-requirement": {
    cause:
      "Only principals in `trustedPrincipals` can sign in with MFA, and the list is empty: GitHub Actions workflows assume the role without MFA.",
    remedy: "Remove `requireMfa`, or add a principal to `trustedPrincipals`.",
  },
} as const satisfies Codes<"stack">;
