import { type BadResource, changed, removed } from "./bad-resource";

export const ENCRYPTION: readonly BadResource[] = [
  changed("an unencrypted file system", "efs-encrypted", "files", { encrypted: false }),
  removed("a file system without TLS", "efs-tls-only", "files-policy", "files"),
  changed("an unencrypted volume", "volume-encrypted", "volume", { encrypted: undefined }),
  changed("nodes with an unencrypted volume", "launch-template-encrypted-volumes", "nodes-template", {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: {} }],
  }),
  changed("a node class without encryption", "node-class-closed", "node-class", {
    "spec.blockDeviceMappings": [{ deviceName: "/dev/xvda", ebs: {} }],
  }),
  removed("a bucket without TLS", "bucket-tls-only", "data-policy", "data"),
  changed(
    "a bucket that admits SSE-C",
    "bucket-encryption-stated",
    "data-encryption",
    { "rules.0.blockedEncryptionTypes": undefined },
    "data",
  ),
  changed(
    "a bucket of prod with a key of S3",
    "bucket-kms-key",
    "data-encryption",
    { "rules.0.applyServerSideEncryptionByDefault": { sseAlgorithm: "AES256" } },
    "data",
  ),
  changed("a repository of prod with a key of S3", "ecr-kms-key", "registry", { encryptionConfigurations: undefined }),
  changed("a vault of prod with a key of AWS Backup", "backup-vault-key", "vault", { kmsKeyArn: undefined }),
  changed("Secrets of prod with a key of EKS", "eks-secrets-key", "cluster", { encryptionConfig: undefined }),
  changed("logs of prod with a key of CloudWatch", "log-group-kms-key", "cluster-logs", { kmsKeyId: undefined }),
  changed("an unencrypted queue", "sqs-encrypted", "queue", { sqsManagedSseEnabled: false }),
  changed("an unencrypted delivery stream", "delivery-stream-encrypted", "archive-stream", {
    serverSideEncryption: undefined,
  }),
  changed("an account with unencrypted new volumes", "account-volume-encryption", "account-volumes", {
    enabled: false,
  }),
  changed("a trail with a key of S3", "trail-kms-key", "trail", { kmsKeyId: undefined }),
];
