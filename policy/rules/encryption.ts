import { isPublic, statements } from "../documents";
import { differs, isAbsent } from "../props";
import type { Rule } from "../rule";

/** https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
const LONGEST_WINDOW = 30;

export const encryptionRules: readonly Rule[] = [
  {
    name: "kms-rotation",
    description: "Symmetric KMS keys rotate every year",
    controls: ["KMS.4", "CIS-AWS-4.6"],
    level: "mandatory",
    types: ["aws:kms/key:Key"],
    violations: ({ customerMasterKeySpec, enableKeyRotation }) => {
      const symmetric = isAbsent(customerMasterKeySpec) || customerMasterKeySpec === "SYMMETRIC_DEFAULT";
      return symmetric && differs(enableKeyRotation, true)
        ? ["The key does not rotate; set enableKeyRotation to true"]
        : [];
    },
  },
  {
    name: "kms-deletion-window",
    description: "The deletion of a KMS key can be canceled for 30 days",
    controls: ["KMS.3"],
    level: "advisory",
    types: ["aws:kms/key:Key"],
    violations: ({ deletionWindowInDays }) =>
      typeof deletionWindowInDays === "number" && deletionWindowInDays < LONGEST_WINDOW
        ? [`The key is deleted after ${deletionWindowInDays} days; set deletionWindowInDays to ${LONGEST_WINDOW}`]
        : [],
  },
  {
    name: "kms-lockout-check",
    description: "KMS checks that a key policy allows later changes of the policy",
    controls: [],
    level: "mandatory",
    types: ["aws:kms/key:Key"],
    violations: ({ bypassPolicyLockoutSafetyCheck }) =>
      bypassPolicyLockoutSafetyCheck === true
        ? ["The lockout check is off; remove bypassPolicyLockoutSafetyCheck"]
        : [],
  },
  {
    name: "no-public-principal",
    description: "No resource policy, and no trust policy of a role, allows anything to all principals",
    controls: ["KMS.5", "S3.2", "S3.3", "SNS.4"],
    level: "mandatory",
    types: [
      "aws:kms/key:Key",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      "aws:efs/fileSystemPolicy:FileSystemPolicy",
      "aws:iam/role:Role",
      "aws:secretsmanager/secretPolicy:SecretPolicy",
      "aws:sns/topic:Topic",
      "aws:sns/topicPolicy:TopicPolicy",
      "aws:sqs/queue:Queue",
      "aws:sqs/queuePolicy:QueuePolicy",
    ],
    violations: ({ policy, assumeRolePolicy }) =>
      [policy, assumeRolePolicy]
        .flatMap(statements)
        .filter(isPublic)
        .map(({ Sid }) => `Statement "${String(Sid)}" allows all principals; list principals or add a condition`),
  },
];
