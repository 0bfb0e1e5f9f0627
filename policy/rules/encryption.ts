import { isPublic, statements } from "../documents";
import { differs, isAbsent } from "../props";
import type { Rule } from "../rule";

export const encryptionRules: readonly Rule[] = [
  {
    name: "kms-rotation",
    description: "Symmetric keys rotate every year",
    controls: ["KMS.4"],
    level: "mandatory",
    types: ["aws:kms/key:Key"],
    violations: ({ customerMasterKeySpec, enableKeyRotation }) => {
      const symmetric = isAbsent(customerMasterKeySpec) || customerMasterKeySpec === "SYMMETRIC_DEFAULT";
      return symmetric && differs(enableKeyRotation, true) ? ["does not rotate; set enableKeyRotation to true"] : [];
    },
  },
  {
    name: "kms-lockout-check",
    description: "KMS checks that a key policy locks nobody out",
    controls: [],
    level: "mandatory",
    types: ["aws:kms/key:Key"],
    violations: ({ bypassPolicyLockoutSafetyCheck }) =>
      bypassPolicyLockoutSafetyCheck === true ? ["sets bypassPolicyLockoutSafetyCheck; remove it"] : [],
  },
  {
    name: "no-public-principal",
    description: "No resource policy allows anything to everyone",
    controls: ["KMS.5", "S3.2", "S3.3", "S3.6"],
    level: "mandatory",
    types: [
      "aws:kms/key:Key",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      "aws:efs/fileSystemPolicy:FileSystemPolicy",
    ],
    violations: ({ policy }) =>
      statements(policy)
        .filter(isPublic)
        .map(({ Sid }) => `statement "${String(Sid)}" allows everyone; name the principals or add a condition`),
  },
];
