import * as backup from "@pulumi/aws/backup";
import type * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";

export interface VaultArgs {
  /** Names the keys of the vaults; also the value of the tag that selects what is copied. */
  readonly platformName: string;
  readonly accountId: string;
  /** `customer-managed`: a KMS key for the copies alone, $1 a month. A change replaces the vault, which has to be empty. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) in which the deletion of the key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** `governance`: nobody deletes a copy before its time without the right to take the lock off first. */
  readonly lock: "none" | "governance";
  /** Whether Pulumi refuses to delete the vault, its lock and its key. */
  readonly deletionProtection: boolean;
}

interface VaultPlace {
  /** AWS Region; the provider's when absent. */
  readonly region?: string;
  /** What the lock holds each copy for at least. */
  readonly minRetentionDays: number;
}

/**
 * A vault, its lock, and a key of its own, so that the loss of the data's key does not take the copies along. A key works
 * in its Region only, so each vault has one.
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
    // Without `changeableForDays`: with it the lock would become final, and the vault could never be deleted again.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
    new backup.VaultLockConfiguration(
      `${name}-vault-lock`,
      { region, backupVaultName: vault.name, minRetentionDays },
      // A vault has one lock. Created first, the new one would be deleted in the old one's name. Unprotected, because it
      // is replaced with every change of the shortest retention; the vault itself is protected.
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
      // A platform may have its first copies where another of the same name has its second ones.
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
