import { policyDocument } from "../../domain/iam/policy-document";

/**
 * The policy of a file system. Without a policy, EFS allows every client that reaches a mount target; with one, only clients
 * that a policy allows. This policy allows nobody, so IAM policies of the account do: a client mounts with TLS and IAM
 * (`mount -t efs -o tls,iam`), and its role needs `elasticfilesystem:ClientMount`, `ClientWrite` to write, and
 * `ClientRootAccess` for root access.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export function fileSystemPolicy(fileSystemArn: string): string {
  return policyDocument([
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "*",
      Resource: fileSystemArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
