import * as backup from "@pulumi/aws/backup";
import type * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";

export interface VaultArgs {
  /** Part of the aliases of the KMS keys, and value of the tag that selects resources. */
  readonly platformName: string;
  readonly accountId: string;
  /** `customer-managed`: a KMS key for backups only, $1 per month. A change replaces the vault, which must be empty. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) during which the deletion of the key can be canceled. */
  readonly keyDeletionWindowDays: number;
  /** `governance`: only principals that may remove the lock can delete a backup before its retention ends. */
  readonly lock: "none" | "governance";
  /** Whether Pulumi refuses to delete the vault and its key. */
  readonly deletionProtection: boolean;
}

interface VaultPlace {
  /** AWS Region. Default: that of the provider. */
  readonly region?: string;
  /** Days during which the lock prevents the deletion of a backup. */
  readonly minRetentionDays: number;
}

/**
 * Creates a vault, its lock and a KMS key, so that backups survive the loss of the key of the data. A key works in its
 * Region only, so each vault has one.
 */
export function createVault(
  parent: pulumi.Resource,
  name: string,
  args: VaultArgs,
  { region, minRetentionDays }: VaultPlace,
): backup.Vault {
  const vault = new backup.Vault(
    `${name}-vault`,
    { region, ...(args.encryption === "aws-managed" ? {} : { kmsKeyArn: createKey(parent, name, args, region) }) },
    { parent, protect: args.deletionProtection },
  );
  if (args.lock === "governance") {
    // With `changeableForDays` nobody could remove the lock afterwards, or delete the vault.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
    new backup.VaultLockConfiguration(
      `${name}-vault-lock`,
      { region, backupVaultName: vault.name, minRetentionDays },
      // A vault has one lock: if the new lock were created first, deleting the old one would remove it. The lock is not
      // protected, because a change of the shortest retention replaces it; the vault is protected.
      { parent, deleteBeforeReplace: true },
    );
  }
  return vault;
}

function createKey(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, keyDeletionWindowDays, deletionProtection }: VaultArgs,
  region: string | undefined,
): pulumi.Output<string> {
  const key = new EncryptionKey(
    `${name}-key`,
    {
      description: region === undefined ? `Backups of ${platformName}` : `Second copies of backups of ${platformName}`,
      // The Region of copies can be the Region in which another platform of the same name has its backups.
      aliasName: region === undefined ? `${platformName}-backup` : `${platformName}-backup-copies`,
      region,
      accountId,
      deletionWindowDays: keyDeletionWindowDays,
      deletionProtection,
    },
    { parent },
  );
  return key.keyArn;
}
