import * as backup from "@pulumi/aws/backup";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { BACKUP_TAG_KEY } from "../../domain/tags/tag-keys";
import { bucketArn, managedPolicyArn } from "../../domain/arns";
import { policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";

/** Resource types of AWS Backup that the platform creates and backs up. */
export type RestoreTestedType = "EBS" | "EFS" | "S3";

export interface RestoreTestingArgs {
  readonly platformName: string;
  /** Types of resources that are tested. An empty list creates no resources. */
  readonly restoreTesting: readonly RestoreTestedType[];
  /** Days after which backups are deleted. */
  readonly dailyRetentionDays: number;
}

const RESTORE_POLICY = "service-role/AWSBackupServiceRolePolicyForRestores";
/** The policy above covers all types but S3. */
const S3_RESTORE_POLICY = "AWSBackupServiceRolePolicyForS3Restore";

/** In UTC, on the second day of the month, when backups of the first day are complete. */
const SECOND_OF_MONTH = "cron(0 8 2 * ? *)";
const START_WINDOW_HOURS = 8;
/** The test restores a backup that is at most this old. */
const MOST_DAYS_BACK = 30;

/**
 * Restores the latest backup of every tagged resource of the types once a month, reports the duration, and deletes the
 * restored resources.
 *
 * `S3_RESTORE_POLICY` allows writes to any bucket, so a further statement denies writes to buckets that no test created.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export function createRestoreTesting(
  parent: pulumi.Resource,
  name: string,
  { platformName, restoreTesting, dailyRetentionDays }: RestoreTestingArgs,
  vault: backup.Vault,
): void {
  if (restoreTesting.length === 0) return;
  const { role, policies } = createRole(parent, name, platformName, restoreTesting);
  const plan = new backup.RestoreTestingPlan(
    `${name}-restore-testing`,
    {
      // AWS accepts no hyphen, which an auto-generated name would contain.
      name: platformName.replaceAll("-", "_"),
      scheduleExpression: SECOND_OF_MONTH,
      startWindowHours: START_WINDOW_HOURS,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vault.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: Math.min(dailyRetentionDays, MOST_DAYS_BACK),
      },
    },
    { parent },
  );
  for (const type of restoreTesting) {
    new backup.RestoreTestingSelection(
      `${name}-restore-testing-${type}`,
      {
        name: type,
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        iamRoleArn: role.arn,
        protectedResourceConditions: {
          stringEquals: [{ key: `aws:ResourceTag/${BACKUP_TAG_KEY}`, value: platformName }],
        },
      },
      { parent, dependsOn: policies },
    );
  }
}

function createRole(
  parent: pulumi.Resource,
  name: string,
  platformName: string,
  types: readonly RestoreTestedType[],
): { role: iam.Role; policies: pulumi.Resource[] } {
  const role = new iam.Role(
    `${name}-restore-testing-role`,
    {
      description: `Restores backups of ${platformName} to test them`,
      assumeRolePolicy: serviceTrustPolicy("backup.amazonaws.com"),
    },
    { parent },
  );
  const managed = [RESTORE_POLICY, ...(types.includes("S3") ? [S3_RESTORE_POLICY] : [])];
  const attachments = managed.map((policy) => {
    const [shortName = policy] = policy.split("/").reverse();
    return new iam.RolePolicyAttachment(
      `${name}-${shortName}`,
      { role: role.name, policyArn: managedPolicyArn(policy) },
      { parent },
    );
  });
  const onlyTests = new iam.RolePolicy(
    `${name}-restore-testing-only`,
    { role: role.name, policy: testBucketsOnly() },
    { parent },
  );
  return { role, policies: [...attachments, onlyTests] };
}

/** AWS creates resources of restore tests with names that start with `awsbackup-restore-test`. */
function testBucketsOnly(): string {
  return policyDocument([
    {
      Sid: "DenyWritesOutsideOfTests",
      Effect: "Deny",
      Action: ["s3:CreateBucket", "s3:Put*", "s3:Delete*"],
      NotResource: bucketArn("awsbackup-restore-test-*"),
    },
  ]);
}
