import { policyDocument } from "../../domain/iam/policy-document";

/**
 * Who may use a file system. Without a policy of its own EFS lets in everyone who reaches a mount target; with one, only
 * whom a policy allows. This one allows nobody, so IAM in the account decides: a client mounts with TLS and IAM
 * (`mount -t efs -o tls,iam`), and its role needs `elasticfilesystem:ClientMount`, `ClientWrite` to write, and
 * `ClientRootAccess` to be root.
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
