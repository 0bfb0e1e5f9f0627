import type { Props } from "../props";

interface NameLimit {
  readonly property: string;
  /** Characters. */
  readonly longest: number;
  readonly form?: RegExp;
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/route53resolver/validate.go */
const RESOLVER_NAME: NameLimit = { property: "name", longest: 64, form: /^(?!\d$)[\w' -]+$/ };

/**
 * Limits of names that the provider's schema checks, or the API where the schema does not. Several are shorter than the
 * names that the bridge generates.
 */
const NAME_LIMITS: Readonly<Record<string, NameLimit>> = {
  // https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
  "aws:accessanalyzer/analyzer:Analyzer": { property: "analyzerName", longest: 255 },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html
  "aws:backup/plan:Plan": { property: "name", longest: 50 },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { property: "name", longest: 50 },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingSelectionForCreate.html
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": { property: "name", longest: 50 },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
  "aws:backup/selection:Selection": { property: "name", longest: 50, form: /^[\w.-]+$/ },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
  "aws:backup/vault:Vault": { property: "name", longest: 50, form: /^[\w-]{2,}$/ },
  // https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
  "aws:budgets/budget:Budget": { property: "name", longest: 100 },
  // https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalyMonitor.html
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": { property: "name", longest: 1024 },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": { property: "name", longest: 1024 },
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/validate.go
  "aws:cloudwatch/eventRule:EventRule": { property: "name", longest: 64, form: /^[\w.-]+$/ },
  "aws:cloudwatch/eventTarget:EventTarget": { property: "targetId", longest: 64, form: /^[\w.-]+$/ },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  "aws:cloudwatch/logGroup:LogGroup": { property: "name", longest: 512 },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": { property: "name", longest: 512 },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  "aws:cloudwatch/metricAlarm:MetricAlarm": { property: "name", longest: 255 },
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/verify/validate.go
  "aws:ec2/launchTemplate:LaunchTemplate": { property: "name", longest: 125, form: /^[\w()./-]{3,}$/ },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
  "aws:ec2/securityGroup:SecurityGroup": { property: "name", longest: 255 },
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
  "aws:ecr/repository:Repository": { property: "name", longest: 256 },
  // https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html
  "aws:efs/fileSystem:FileSystem": { property: "creationToken", longest: 64 },
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
  "aws:eks/cluster:Cluster": { property: "name", longest: 100 },
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/node_group.go
  "aws:eks/nodeGroup:NodeGroup": { property: "nodeGroupName", longest: 63 },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  "aws:iam/instanceProfile:InstanceProfile": { property: "name", longest: 128, form: /^[\w+=,.@-]+$/ },
  "aws:iam/policy:Policy": { property: "name", longest: 128, form: /^[\w+=,.@-]+$/ },
  "aws:iam/role:Role": { property: "name", longest: 64, form: /^[\w+=,.@-]+$/ },
  "aws:iam/rolePolicy:RolePolicy": { property: "name", longest: 128, form: /^[\w+=,.@-]+$/ },
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
  "aws:kms/alias:Alias": { property: "name", longest: 256 },
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/validate.go
  "aws:lambda/permission:Permission": { property: "statementId", longest: 100, form: /^[\w-]+$/ },
  // https://docs.aws.amazon.com/ARG/latest/APIReference/API_CreateGroup.html
  "aws:resourcegroups/group:Group": { property: "name", longest: 300 },
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": RESOLVER_NAME,
  "aws:route53/resolverFirewallRule:ResolverFirewallRule": RESOLVER_NAME,
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": RESOLVER_NAME,
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": RESOLVER_NAME,
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": RESOLVER_NAME,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  "aws:s3/bucket:Bucket": { property: "bucket", longest: 63 },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html
  "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": {
    property: "name",
    longest: 64,
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html
  "aws:s3/inventory:Inventory": { property: "name", longest: 64 },
  // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
  "aws:sns/topic:Topic": { property: "name", longest: 256, form: /^[\w-]+(\.fifo)?$/ },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
  "aws:sqs/queue:Queue": { property: "name", longest: 80, form: /^[\w-]+(\.fifo)?$/ },
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/wafv2/web_acl.go
  "aws:wafv2/webAcl:WebAcl": { property: "name", longest: 128, form: /^[\w-]+$/ },
};

/** Reasons why the name of a resource is refused, whether it is stated or generated by the bridge. */
export function refuseName(type: string, inputs: Props): readonly string[] {
  const limit = NAME_LIMITS[type];
  const name = limit === undefined ? undefined : inputs[limit.property];
  if (limit === undefined || typeof name !== "string") return [];
  const { property, longest, form } = limit;
  return [
    ...(name.length > longest
      ? [`"${property}" cannot be longer than ${longest} characters: "${name}" has ${name.length}`]
      : []),
    ...(form === undefined || form.test(name) ? [] : [`"${property}" has characters that are not allowed: "${name}"`]),
  ];
}
