import { policyDocument } from "../../../domain/iam/policy-document";

interface SecretsScope {
  /** What names of secrets begin with. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Reading secrets whose names begin with the prefix, and decrypting them with whatever key they have, through Secrets
 * Manager alone. Without `ListSecrets`, which does not support a prefix: secrets are read by name.
 * https://external-secrets.io/latest/provider/aws-secrets-manager/#iam-policy
 */
export function secretsPolicy({ prefix, region, accountId }: SecretsScope): string {
  const secrets = `arn:aws:secretsmanager:${region}:${accountId}:secret:${prefix}*`;
  return policyDocument([
    {
      Effect: "Allow",
      Action: [
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:ListSecretVersionIds",
      ],
      Resource: secrets,
    },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: `arn:aws:kms:${region}:${accountId}:key/*`,
      Condition: {
        StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:SecretARN": secrets },
      },
    },
  ]);
}
