/**
 * Actions that read the settings of the platform's resources, for previews, refreshes and updates, by service. None reads
 * data: no objects, messages, log events, images, parameters, secrets or Kubernetes objects. The waste report also reads metrics,
 * and the names and dates of secrets.
 */
const READS: Readonly<Record<string, string>> = {
  acm: "DescribeCertificate ListTagsForCertificate",
  "access-analyzer": "GetAnalyzer ListAnalyzers ListTagsForResource",
  aps: "DescribeLoggingConfiguration DescribeScraper DescribeWorkspace DescribeWorkspaceConfiguration ListTagsForResource",
  autoscaling: "DescribeAutoScalingGroups DescribeTags",
  backup:
    "DescribeBackupVault GetBackup* GetRestoreTesting* ListBackup* ListRecoveryPointsByBackupVault ListRestoreTesting* ListTags",
  budgets: "ListTagsForResource ViewBudget",
  ce: "GetAnomalyMonitors GetAnomalySubscriptions ListTagsForResource",
  chatbot: "DescribeSlackChannelConfigurations GetMicrosoftTeamsChannelConfiguration ListTagsForResource",
  // `npm run switch` reads how many requests fail, and below whether targets are healthy.
  cloudwatch: "DescribeAlarms GetAlarmMuteRule GetDashboard GetMetricData ListTagsForResource",
  cloudtrail: "DescribeTrails GetTrailStatus ListTags",
  "compute-optimizer": "GetEnrollmentStatus",
  config:
    "DescribeConfigRules DescribeConfigurationRecorderStatus DescribeConfigurationRecorders DescribeDeliveryChannels ListTagsForResource",
  "cost-optimization-hub": "ListEnrollmentStatuses",
  ec2: "Describe* GetEbsEncryptionByDefault GetImageBlockPublicAccessState GetInstanceMetadataDefaults GetSnapshotBlockPublicAccessState GetManagedPrefixListEntries",
  ecr: "DescribePullThroughCacheRules DescribeRegistry DescribeRepositories DescribeRepositoryCreationTemplates GetLifecyclePolicy GetRegistryScanningConfiguration GetRepositoryPolicy ListTagsForResource",
  eks: "Describe* List*",
  elasticfilesystem: "Describe* ListTagsForResource",
  elasticloadbalancing: "DescribeLoadBalancers DescribeTags DescribeTargetGroups DescribeTargetHealth",
  events: "DescribeRule ListTagsForResource ListTargetsByRule",
  firehose: "DescribeDeliveryStream ListTagsForDeliveryStream",
  fis: "GetExperimentTemplate ListTagsForResource",
  grafana: "DescribeWorkspace DescribeWorkspaceConfiguration ListTagsForResource",
  guardduty: "GetDetector ListDetectors ListTagsForResource",
  iam: "GetInstanceProfile GetOpenIDConnectProvider GetPolicy GetPolicyVersion GetRole GetRolePolicy GetServiceLinkedRoleDeletionStatus ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies",
  inspector2: "BatchGetAccountStatus",
  kms: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListResourceTags",
  lambda: "GetPolicy",
  logs: "DescribeLogGroups DescribeLogStreams DescribeMetricFilters DescribeQueryDefinitions DescribeResourcePolicies DescribeSubscriptionFilters GetLogDelivery ListLogDeliveries ListTagsForResource",
  "resource-groups": "GetGroup GetGroupConfiguration GetGroupQuery GetTags ListGroupResources",
  route53: "GetChange GetDNSSEC GetHostedZone ListResourceRecordSets ListTagsForResource",
  route53resolver:
    "GetFirewall* GetResolverQueryLogConfig* ListFirewall* ListResolverQueryLogConfigs ListTagsForResource",
  s3: "GetAccelerateConfiguration GetAccountPublicAccessBlock GetBucket* GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetReplicationConfiguration ListAllMyBuckets ListBucket ListBucketVersions ListTagsForResource",
  // The policy of a secret and its settings, not its value.
  secretsmanager: "DescribeSecret GetResourcePolicy ListSecrets",
  securityhub: "DescribeHub GetEnabledStandards",
  scheduler: "GetSchedule GetScheduleGroup ListTagsForResource",
  sns: "GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic ListTagsForResource",
  sqs: "GetQueueAttributes GetQueueUrl ListQueueTags",
  ssm: "GetServiceSetting",
  synthetics: "GetCanary ListTagsForResource",
  // `npm run leftovers` finds what controllers left behind by its tags.
  tag: "GetResources",
  wafv2: "GetLoggingConfiguration GetWebACL ListTagsForResource",
};

export function readActions(): readonly string[] {
  return Object.entries(READS).flatMap(([service, names]) => names.split(" ").map((name) => `${service}:${name}`));
}
