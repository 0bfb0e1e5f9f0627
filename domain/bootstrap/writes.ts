import { actions } from "./actions";
import { NETWORK_WRITES } from "./network-writes";

/**
 * The actions that create, change and delete each type of resource of the platform, from the sources of the AWS provider.
 * Types are those of Pulumi, without `aws:`. Actions that read are in reads.ts. A test compares the types with those that
 * the platform creates.
 */
export const WRITES: Readonly<Record<string, readonly string[]>> = {
  ...NETWORK_WRITES,
  "acm/certificate:Certificate": actions(
    "acm",
    "RequestCertificate DeleteCertificate AddTagsToCertificate RemoveTagsFromCertificate",
  ),
  // Waits for the certificate.
  "acm/certificateValidation:CertificateValidation": [],
  "accessanalyzer/analyzer:Analyzer": actions("access-analyzer", "CreateAnalyzer DeleteAnalyzer UpdateAnalyzer"),
  // The collector gets access to the cluster, and network interfaces in its subnets, with the permissions of the caller.
  "amp/scraper:Scraper": [
    ...actions("aps", "CreateScraper DeleteScraper UpdateScraper TagResource UntagResource"),
    ...actions("eks", "CreateAccessEntry AssociateAccessPolicy"),
  ],
  "amp/workspace:Workspace": [
    ...actions("aps", "CreateWorkspace DeleteWorkspace UpdateWorkspaceAlias TagResource UntagResource"),
    ...actions("aps", "CreateLoggingConfiguration DeleteLoggingConfiguration UpdateLoggingConfiguration"),
    ...actions("logs", "CreateLogDelivery DeleteLogDelivery PutResourcePolicy"),
  ],
  "amp/workspaceConfiguration:WorkspaceConfiguration": actions("aps", "UpdateWorkspaceConfiguration"),
  "autoscaling/tag:Tag": actions("autoscaling", "CreateOrUpdateTags DeleteTags"),
  "backup/plan:Plan": actions("backup", "CreateBackupPlan DeleteBackupPlan UpdateBackupPlan"),
  "backup/restoreTestingPlan:RestoreTestingPlan": actions(
    "backup",
    "CreateRestoreTestingPlan DeleteRestoreTestingPlan UpdateRestoreTestingPlan",
  ),
  "backup/restoreTestingSelection:RestoreTestingSelection": actions(
    "backup",
    "CreateRestoreTestingSelection DeleteRestoreTestingSelection UpdateRestoreTestingSelection",
  ),
  "backup/selection:Selection": actions("backup", "CreateBackupSelection DeleteBackupSelection"),
  // AWS Backup creates the storage of a vault with the permissions of the caller.
  "backup/vault:Vault": [
    ...actions("backup", "CreateBackupVault DeleteBackupVault TagResource UntagResource"),
    "backup-storage:MountCapsule",
  ],
  "backup/vaultLockConfiguration:VaultLockConfiguration": actions(
    "backup",
    "PutBackupVaultLockConfiguration DeleteBackupVaultLockConfiguration",
  ),
  "budgets/budget:Budget": actions("budgets", "ModifyBudget TagResource UntagResource"),
  "cfg/deliveryChannel:DeliveryChannel": actions("config", "PutDeliveryChannel DeleteDeliveryChannel"),
  "cfg/recorder:Recorder": actions("config", "PutConfigurationRecorder DeleteConfigurationRecorder"),
  "cfg/recorderStatus:RecorderStatus": actions("config", "StartConfigurationRecorder StopConfigurationRecorder"),
  "cfg/rule:Rule": actions("config", "PutConfigRule DeleteConfigRule TagResource UntagResource"),
  "chatbot/slackChannelConfiguration:SlackChannelConfiguration": actions(
    "chatbot",
    "CreateSlackChannelConfiguration DeleteSlackChannelConfiguration UpdateSlackChannelConfiguration TagResource UntagResource",
  ),
  "chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": actions(
    "chatbot",
    "CreateMicrosoftTeamsChannelConfiguration DeleteMicrosoftTeamsChannelConfiguration UpdateMicrosoftTeamsChannelConfiguration TagResource UntagResource",
  ),
  "cloudtrail/trail:Trail": actions(
    "cloudtrail",
    "CreateTrail DeleteTrail UpdateTrail StartLogging StopLogging AddTags RemoveTags",
  ),
  "cloudwatch/alarmMuteRule:AlarmMuteRule": actions(
    "cloudwatch",
    "PutAlarmMuteRule DeleteAlarmMuteRule TagResource UntagResource",
  ),
  "cloudwatch/compositeAlarm:CompositeAlarm": actions(
    "cloudwatch",
    "PutCompositeAlarm DeleteAlarms EnableAlarmActions DisableAlarmActions TagResource UntagResource",
  ),
  "cloudwatch/dashboard:Dashboard": actions("cloudwatch", "PutDashboard DeleteDashboards"),
  "cloudwatch/eventRule:EventRule": actions(
    "events",
    "PutRule DeleteRule EnableRule DisableRule TagResource UntagResource",
  ),
  "cloudwatch/eventTarget:EventTarget": actions("events", "PutTargets RemoveTargets"),
  "cloudwatch/logGroup:LogGroup": actions(
    "logs",
    "CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey TagResource UntagResource",
  ),
  "cloudwatch/logMetricFilter:LogMetricFilter": actions("logs", "PutMetricFilter DeleteMetricFilter"),
  "cloudwatch/logStream:LogStream": actions("logs", "CreateLogStream DeleteLogStream"),
  "cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": actions(
    "logs",
    "PutSubscriptionFilter DeleteSubscriptionFilter",
  ),
  "cloudwatch/metricAlarm:MetricAlarm": actions("cloudwatch", "PutMetricAlarm DeleteAlarms TagResource UntagResource"),
  "cloudwatch/queryDefinition:QueryDefinition": actions("logs", "PutQueryDefinition DeleteQueryDefinition"),
  "computeoptimizer/enrollmentStatus:EnrollmentStatus": actions("compute-optimizer", "UpdateEnrollmentStatus"),
  "costexplorer/anomalyMonitor:AnomalyMonitor": actions(
    "ce",
    "CreateAnomalyMonitor UpdateAnomalyMonitor DeleteAnomalyMonitor TagResource UntagResource",
  ),
  "costexplorer/anomalySubscription:AnomalySubscription": actions(
    "ce",
    "CreateAnomalySubscription UpdateAnomalySubscription DeleteAnomalySubscription TagResource UntagResource",
  ),
  "costoptimizationhub/enrollmentStatus:EnrollmentStatus": actions("cost-optimization-hub", "UpdateEnrollmentStatus"),
  "ebs/encryptionByDefault:EncryptionByDefault": actions(
    "ec2",
    "EnableEbsEncryptionByDefault DisableEbsEncryptionByDefault",
  ),
  "ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": actions("ec2", "EnableSnapshotBlockPublicAccess"),
  "ecr/lifecyclePolicy:LifecyclePolicy": actions("ecr", "PutLifecyclePolicy DeleteLifecyclePolicy"),
  "ecr/pullThroughCacheRule:PullThroughCacheRule": actions(
    "ecr",
    "CreatePullThroughCacheRule DeletePullThroughCacheRule UpdatePullThroughCacheRule",
  ),
  // Enhanced scanning enables Amazon Inspector.
  "ecr/registryScanningConfiguration:RegistryScanningConfiguration": [
    "ecr:PutRegistryScanningConfiguration",
    "inspector2:Enable",
  ],
  "ecr/replicationConfiguration:ReplicationConfiguration": actions("ecr", "PutReplicationConfiguration"),
  "ecr/repository:Repository": actions(
    "ecr",
    "CreateRepository DeleteRepository PutImageScanningConfiguration PutImageTagMutability TagResource UntagResource",
  ),
  "ecr/repositoryCreationTemplate:RepositoryCreationTemplate": actions(
    "ecr",
    "CreateRepositoryCreationTemplate DeleteRepositoryCreationTemplate UpdateRepositoryCreationTemplate",
  ),
  "efs/accessPoint:AccessPoint": actions("elasticfilesystem", "CreateAccessPoint DeleteAccessPoint"),
  "efs/backupPolicy:BackupPolicy": actions("elasticfilesystem", "PutBackupPolicy"),
  "efs/fileSystem:FileSystem": actions(
    "elasticfilesystem",
    "CreateFileSystem DeleteFileSystem UpdateFileSystem UpdateFileSystemProtection PutLifecycleConfiguration TagResource UntagResource",
  ),
  "efs/fileSystemPolicy:FileSystemPolicy": actions("elasticfilesystem", "PutFileSystemPolicy DeleteFileSystemPolicy"),
  "efs/mountTarget:MountTarget": [
    ...actions("elasticfilesystem", "CreateMountTarget DeleteMountTarget ModifyMountTargetSecurityGroups"),
    "ec2:CreateNetworkInterface",
  ],
  "eks/accessEntry:AccessEntry": actions("eks", "CreateAccessEntry DeleteAccessEntry UpdateAccessEntry"),
  "eks/accessPolicyAssociation:AccessPolicyAssociation": actions(
    "eks",
    "AssociateAccessPolicy DisassociateAccessPolicy",
  ),
  "eks/addon:Addon": actions("eks", "CreateAddon DeleteAddon UpdateAddon"),
  // With customer-managed encryption of secrets, EKS uses the key by a grant of its caller.
  "eks/cluster:Cluster": [
    ...actions("eks", "CreateCluster DeleteCluster UpdateClusterConfig UpdateClusterVersion AssociateEncryptionConfig"),
    ...actions("eks", "TagResource UntagResource"),
    "kms:CreateGrant",
  ],
  "eks/fargateProfile:FargateProfile": actions("eks", "CreateFargateProfile DeleteFargateProfile"),
  "eks/nodeGroup:NodeGroup": actions(
    "eks",
    "CreateNodegroup DeleteNodegroup UpdateNodegroupConfig UpdateNodegroupVersion",
  ),
  "eks/podIdentityAssociation:PodIdentityAssociation": actions(
    "eks",
    "CreatePodIdentityAssociation DeletePodIdentityAssociation UpdatePodIdentityAssociation",
  ),
  "fis/experimentTemplate:ExperimentTemplate": actions(
    "fis",
    "CreateExperimentTemplate DeleteExperimentTemplate UpdateExperimentTemplate TagResource UntagResource",
  ),
  "grafana/workspace:Workspace": actions(
    "grafana",
    "CreateWorkspace DeleteWorkspace UpdateWorkspace UpdateWorkspaceConfiguration TagResource UntagResource",
  ),
  "guardduty/detector:Detector": actions(
    "guardduty",
    "CreateDetector DeleteDetector UpdateDetector TagResource UntagResource",
  ),
  "guardduty/detectorFeature:DetectorFeature": actions("guardduty", "UpdateDetector"),
  "iam/instanceProfile:InstanceProfile": actions(
    "iam",
    "CreateInstanceProfile DeleteInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile",
  ),
  "iam/openIdConnectProvider:OpenIdConnectProvider": actions(
    "iam",
    "CreateOpenIDConnectProvider DeleteOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider TagOpenIDConnectProvider UntagOpenIDConnectProvider",
  ),
  "iam/role:Role": actions(
    "iam",
    "CreateRole DeleteRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy PutRolePermissionsBoundary TagRole UntagRole",
  ),
  "iam/rolePolicy:RolePolicy": actions("iam", "PutRolePolicy DeleteRolePolicy"),
  "iam/rolePolicyAttachment:RolePolicyAttachment": actions("iam", "AttachRolePolicy DetachRolePolicy"),
  "iam/serviceLinkedRole:ServiceLinkedRole": actions(
    "iam",
    "CreateServiceLinkedRole DeleteServiceLinkedRole TagRole UntagRole",
  ),
  "inspector2/enabler:Enabler": actions("inspector2", "Enable Disable"),
  "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": actions(
    "firehose",
    "CreateDeliveryStream DeleteDeliveryStream StartDeliveryStreamEncryption StopDeliveryStreamEncryption TagDeliveryStream UntagDeliveryStream UpdateDestination",
  ),
  "kms/alias:Alias": actions("kms", "CreateAlias DeleteAlias UpdateAlias"),
  // Services encrypt with the key by the permissions of their caller.
  "kms/key:Key": actions(
    "kms",
    "CreateKey ScheduleKeyDeletion EnableKeyRotation PutKeyPolicy UpdateKeyDescription TagResource UntagResource Decrypt GenerateDataKey GenerateDataKeyWithoutPlaintext RetireGrant",
  ),
  "lambda/permission:Permission": actions("lambda", "AddPermission RemovePermission"),
  "resourcegroups/group:Group": actions(
    "resource-groups",
    "CreateGroup DeleteGroup UpdateGroup UpdateGroupQuery Tag Untag",
  ),
  "s3/accountPublicAccessBlock:AccountPublicAccessBlock": actions("s3", "PutAccountPublicAccessBlock"),
  // Deletes the objects of a bucket with `forceDestroy`.
  "s3/bucket:Bucket": actions(
    "s3",
    "CreateBucket DeleteBucket PutBucketTagging DeleteObject DeleteObjectVersion TagResource UntagResource",
  ),
  "s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": actions(
    "s3",
    "PutIntelligentTieringConfiguration",
  ),
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": actions("s3", "PutLifecycleConfiguration"),
  "s3/bucketLogging:BucketLogging": actions("s3", "PutBucketLogging"),
  "s3/bucketNotification:BucketNotification": actions("s3", "PutBucketNotification"),
  "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": actions("s3", "PutBucketObjectLockConfiguration"),
  // Synthetics reads the script of a canary with the permissions of the caller. The storage key may encrypt it. Objects have
  // the default tags of the provider, which it writes with the object and reads after each write.
  "s3/bucketObjectv2:BucketObjectv2": [
    ...actions("s3", "PutObject GetObject DeleteObject PutObjectTagging GetObjectTagging"),
    ...actions("kms", "Decrypt GenerateDataKey"),
  ],
  "s3/bucketOwnershipControls:BucketOwnershipControls": actions("s3", "PutBucketOwnershipControls"),
  "s3/bucketPolicy:BucketPolicy": actions("s3", "PutBucketPolicy DeleteBucketPolicy"),
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": actions("s3", "PutBucketPublicAccessBlock"),
  "s3/bucketReplicationConfig:BucketReplicationConfig": actions("s3", "PutReplicationConfiguration"),
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": actions(
    "s3",
    "PutEncryptionConfiguration",
  ),
  "s3/bucketVersioning:BucketVersioning": actions("s3", "PutBucketVersioning"),
  "s3/inventory:Inventory": actions("s3", "PutInventoryConfiguration"),
  "scheduler/schedule:Schedule": actions("scheduler", "CreateSchedule DeleteSchedule UpdateSchedule"),
  "scheduler/scheduleGroup:ScheduleGroup": actions(
    "scheduler",
    "CreateScheduleGroup DeleteScheduleGroup TagResource UntagResource",
  ),
  "secretsmanager/secret:Secret": actions(
    "secretsmanager",
    "CreateSecret DeleteSecret UpdateSecret TagResource UntagResource",
  ),
  // Secrets Manager checks that its caller may invoke the function.
  "secretsmanager/secretRotation:SecretRotation": [
    ...actions("secretsmanager", "RotateSecret CancelRotateSecret"),
    "lambda:InvokeFunction",
  ],
  "securityhub/account:Account": actions(
    "securityhub",
    "EnableSecurityHub DisableSecurityHub UpdateSecurityHubConfiguration",
  ),
  "securityhub/standardsSubscription:StandardsSubscription": actions(
    "securityhub",
    "BatchEnableStandards BatchDisableStandards",
  ),
  "sns/topic:Topic": actions("sns", "CreateTopic DeleteTopic SetTopicAttributes TagResource UntagResource"),
  "sns/topicSubscription:TopicSubscription": actions("sns", "Subscribe Unsubscribe SetSubscriptionAttributes"),
  "sqs/queue:Queue": actions("sqs", "CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue"),
  "sqs/queuePolicy:QueuePolicy": actions("sqs", "SetQueueAttributes"),
  "ssm/serviceSetting:ServiceSetting": actions("ssm", "UpdateServiceSetting ResetServiceSetting"),
  // Synthetics creates the function and the layer of a canary with the permissions of the caller:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Roles.html
  "synthetics/canary:Canary": [
    ...actions("synthetics", "CreateCanary DeleteCanary UpdateCanary StartCanary StopCanary TagResource UntagResource"),
    ...actions(
      "lambda",
      "CreateFunction DeleteFunction GetFunction GetFunctionConfiguration PublishVersion UpdateFunctionCode UpdateFunctionConfiguration GetLayerVersion PublishLayerVersion DeleteLayerVersion",
    ),
  ],
  "wafv2/webAcl:WebAcl": actions("wafv2", "CreateWebACL DeleteWebACL UpdateWebACL TagResource UntagResource"),
  "wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
    ...actions("wafv2", "PutLoggingConfiguration DeleteLoggingConfiguration"),
    ...actions("logs", "CreateLogDelivery DeleteLogDelivery PutResourcePolicy"),
  ],
};

/** All actions of these services that create, change or delete, sorted. */
export function writesOf(...services: readonly string[]): readonly string[] {
  const all = Object.values(WRITES).flat();
  return [...new Set(all.filter((action) => services.includes(action.slice(0, action.indexOf(":")))))].sort();
}
