import { type BadResource, changed, removed } from "./bad-resource";

export const DATA_AND_AUDIT: readonly BadResource[] = [
  // Data
  changed("a cluster that one call deletes", "deletion-protection", "cluster", { deletionProtection: false }),
  changed("a load balancer that one call deletes", "deletion-protection", "balancer", {
    enableDeletionProtection: undefined,
  }),
  changed("a bucket whose deletion deletes the objects", "no-forced-deletion", "data", { forceDestroy: true }),
  { ...changed("a bucket that Pulumi may delete", "data-protected", "data", {}), unprotected: true },
  changed("a file system without a backup", "efs-backed-up", "files", { tags: {} }),
  removed("a secret that never changes", "secret-rotated", "secret-rotation", "secret"),
  changed("a secret that changes once in a year", "secret-rotation-frequent", "secret-rotation", {
    "rotationRules.automaticallyAfterDays": 365,
  }),
  removed("a vault without a plan", "backup-plan", "plan", "vault"),
  removed("a vault without a lock", "backup-vault-locked", "vault-lock", "vault"),
  removed("a bucket without a replica", "bucket-replicated", "data-replication", "data"),
  changed("a notification without a destination", "bucket-events", "data-events", { eventbridge: undefined }),
  changed("Object Lock without retention", "bucket-lock-retention", "data-lock", { rule: undefined }),
  removed("a bucket with access control lists", "bucket-owner-enforced", "data-ownership", "data"),
  removed("a bucket without versioning", "bucket-versioning", "data-versioning", "data"),
  changed(
    "a bucket that keeps parts of uploads",
    "bucket-lifecycle",
    "data-lifecycle",
    { "rules.0.status": "Disabled" },
    "data",
  ),
  changed(
    "a bucket that keeps all versions",
    "bucket-versions-expire",
    "data-lifecycle",
    { "rules.1.status": "Disabled" },
    "data",
  ),
  removed("a bucket without access logs", "bucket-access-logs", "data-logging", "data"),
  changed("a repository with mutable tags", "ecr-immutable-tags", "registry", { imageTagMutability: "MUTABLE" }),
  changed("a repository that scans nothing", "ecr-scan-on-push", "registry", {
    "imageScanningConfiguration.scanOnPush": false,
  }),
  removed("a repository that keeps all images", "ecr-lifecycle", "registry-lifecycle", "registry"),
  changed("a key that does not rotate", "kms-rotation", "key", { enableKeyRotation: false }),
  changed("a key that is deleted after a week", "kms-deletion-window", "key", { deletionWindowInDays: 7 }),
  changed("a key without the lockout check", "kms-lockout-check", "key", { bypassPolicyLockoutSafetyCheck: true }),
  // Audit
  changed("logs that never expire", "log-group-retention", "cluster-logs", { retentionInDays: 0 }),
  changed("logs of prod that expire after a month", "log-group-years", "cluster-logs", { retentionInDays: 30 }),
  changed("a trail of one Region", "trail-all-regions", "trail", { isMultiRegionTrail: false }),
  changed("a trail without digests", "trail-validation", "trail", { enableLogFileValidation: undefined }),
  changed("a trail that no alarm can watch", "trail-log-group", "trail", { cloudWatchLogsGroupArn: undefined }),
  changed("a trail without object events", "trail-object-events", "trail", { advancedEventSelectors: undefined }),
  removed("a trail without alarms about the account", "trail-account-alarms", "trail-events", "trail"),
  changed("a web ACL without rules", "web-acl-rules", "web-acl", { rules: [] }),
  changed("a rule of a web ACL without metrics", "web-acl-rules", "web-acl", {
    "rules.0.visibilityConfig.cloudwatchMetricsEnabled": false,
  }),
  removed("a trail without alarms about the network", "trail-change-alarms", "trail-changes", "trail"),
  changed("a recorder without global resources", "config-recorder-complete", "recorder", {
    recordingGroup: { allSupported: true },
  }),
  changed("a suspended detector", "guardduty-enabled", "detector", { enable: false }),
  removed("a detector that does not watch EKS", "guardduty-eks", "detector-runtime", "detector"),
  // Names and tags
  changed("a resource without a mandatory tag", "required-tags", "vpc", { "tagsAll.Owner": undefined }),
  changed("a resource with an empty tag", "required-tags", "vpc", { "tagsAll.CostCenter": " " }),
  changed("an empty name", "resource-names", "reader", { name: "" }),
  changed("a temporary name", "resource-names", "reader", { name: "TEMP" }),
];
