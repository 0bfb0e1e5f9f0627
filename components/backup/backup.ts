import * as backup from "@pulumi/aws/backup";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption";
import { managedPolicyArn } from "../shared/arn";
import { BACKUP_TAG_KEY } from "../shared/backup-tag";
import { serviceTrustPolicy } from "../shared/iam-policy";
import { type BackupRetention, backupRules, shortestRetentionDays } from "./backup-plan";

export interface BackupArgs extends BackupRetention {
  /** Value of the tag that selects what is copied. */
  readonly platformName: string;
  readonly accountId: string;
  /** Whether there are backups at all. False creates nothing. */
  readonly enabled: boolean;
  /** `customer-managed`: a KMS key for the copies alone, $1 a month. A change replaces the vault, which has to be empty. */
  readonly encryption: "aws-managed" | "customer-managed";
  /** Days (7 to 30) in which the deletion of the key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** `governance`: nobody deletes a copy before its time without the right to take the lock off first. */
  readonly lock: "none" | "governance";
  /** Whether Pulumi refuses to delete the vault, its lock and its key. */
  readonly deletionProtection: boolean;
}

/** They read and copy, and cannot restore: whoever restores takes a role of their own, so that copying never overwrites. */
const MANAGED_POLICIES = ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];

/**
 * Copies of whatever carries the platform's backup tag: a vault, a plan, and the role that copies.
 *
 * A key of its own, so that the loss of the data's key does not take the copies along. AWS refuses to delete a vault that
 * holds copies, so destroying a stack begins with deleting them, on purpose.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html
 */
export class Backup extends pulumi.ComponentResource {
  /** Undefined when there are no backups. */
  public readonly vaultArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: BackupArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:backup:Backup", name, {}, opts);
    if (args.enabled) {
      const vault = this.createVault(name, args);
      const plan = this.createPlan(name, args, vault);
      this.select(name, args, plan);
      this.vaultArn = vault.arn;
    }
    this.registerOutputs({ vaultArn: this.vaultArn });
  }

  private createVault(name: string, args: BackupArgs): backup.Vault {
    const options = { parent: this, protect: args.deletionProtection };
    const vault = new backup.Vault(
      `${name}-vault`,
      args.encryption === "aws-managed" ? {} : { kmsKeyArn: this.createKey(name, args) },
      options,
    );
    if (args.lock === "governance") {
      // Without `changeableForDays`: with it the lock would become final, and the vault could never be deleted again.
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
      new backup.VaultLockConfiguration(
        `${name}-vault-lock`,
        { backupVaultName: vault.name, minRetentionDays: shortestRetentionDays(args) },
        options,
      );
    }
    return vault;
  }

  private createKey(name: string, args: BackupArgs): pulumi.Output<string> {
    const key = new EncryptionKey(
      `${name}-key`,
      {
        description: `Backups of ${args.platformName}`,
        aliasName: `${args.platformName}-backup`,
        accountId: args.accountId,
        deletionWindowDays: args.keyDeletionWindowDays,
        deletionProtection: args.deletionProtection,
      },
      { parent: this },
    );
    return key.keyArn;
  }

  private createPlan(name: string, args: BackupArgs, vault: backup.Vault): backup.Plan {
    return new backup.Plan(
      `${name}-plan`,
      { rules: backupRules(args).map((rule) => ({ ...rule, targetVaultName: vault.name })) },
      { parent: this },
    );
  }

  private select(name: string, args: BackupArgs, plan: backup.Plan): void {
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Copies what the backup plan of ${args.platformName} selects`,
        assumeRolePolicy: serviceTrustPolicy("backup.amazonaws.com"),
      },
      { parent: this },
    );
    const attachments = MANAGED_POLICIES.map((policy) => {
      const [shortName = policy] = policy.split("/").reverse();
      return new iam.RolePolicyAttachment(
        `${name}-${shortName}`,
        { role: role.name, policyArn: managedPolicyArn(policy) },
        { parent: this },
      );
    });
    new backup.Selection(
      `${name}-selection`,
      {
        planId: plan.id,
        iamRoleArn: role.arn,
        resources: ["*"],
        // The copy of an instance holds its volumes; a tagged volume would be copied, and billed, twice.
        notResources: ["arn:aws:ec2:*:*:instance/*"],
        conditions: [{ stringEquals: [{ key: `aws:ResourceTag/${BACKUP_TAG_KEY}`, value: args.platformName }] }],
      },
      { parent: this, dependsOn: attachments },
    );
  }
}
