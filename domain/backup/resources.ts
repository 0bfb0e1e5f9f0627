/**
 * ARN patterns of the resources that a backup plan can select, one for each type.
 *
 * If a selection contains `*` or a service only, AWS Backup applies the opt-in settings of the Region, and skips a type
 * without a job. If a selection names the type, AWS Backup ignores them:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html#resource-assignment-filter.
 * Aurora, DocumentDB and Neptune are the exception, because they share the ARN of RDS clusters.
 *
 * The list is that of https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 * (2026-11) without EC2 instances: the backup of an instance contains its volumes, and a tagged volume would be backed up
 * and billed twice.
 */
export const BACKUP_RESOURCES = [
  "arn:aws:backup-gateway:*:*:vm/*",
  "arn:aws:cloudformation:*:*:stack/*",
  "arn:aws:dsql:*:*:cluster/*",
  "arn:aws:dynamodb:*:*:table/*",
  "arn:aws:ec2:*:*:volume/*",
  "arn:aws:eks:*:*:cluster/*",
  "arn:aws:elasticfilesystem:*:*:file-system/*",
  "arn:aws:fsx:*:*:file-system/*",
  "arn:aws:fsx:*:*:volume/*",
  "arn:aws:rds:*:*:cluster:*",
  "arn:aws:rds:*:*:db:*",
  "arn:aws:redshift-serverless:*:*:namespace/*",
  "arn:aws:redshift:*:*:cluster:*",
  "arn:aws:s3:::*",
  "arn:aws:ssm-sap:*:*:HANA/*",
  "arn:aws:storagegateway:*:*:gateway/*",
  "arn:aws:timestream:*:*:database/*",
] as const;
